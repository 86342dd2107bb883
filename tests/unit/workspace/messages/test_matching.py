import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import FeedscopeError, ProfileError, UsageError
from monitor.workspace.messages.matching import MatchKind, compile_match, slashed


def found(text: str, kind: MatchKind, message: Any) -> bool:
    match = compile_match(text, kind)
    assert match is not None
    return match.matches(message if isinstance(message, bytes) else json.dumps(message).encode())


def test_an_empty_filter_is_none() -> None:
    assert compile_match("  ", "text") is compile_match("", "path") is None


def test_text_is_found_in_any_case_and_however_json_writes_it() -> None:
    assert found("TRADE", "text", {"e": "trade"})
    assert found('"e":', "text", b'{"e":1}')
    assert found("Zürich", "text", {"place": "Zürich"})
    assert found("a.c", "text", b"a.c")
    assert not found("a.c", "text", b"abc")
    assert not found("x", "text", b"\xff\xfe")


def test_an_expression_is_one_by_its_kind_or_by_its_slashes() -> None:
    assert found(r"\d{3}", "regex", b"abc 123")
    assert found(r"/\d{3}/", "regex", b"abc 123")
    assert found(r"/\d{3}/", "text", b"abc 123")
    assert not found(r"\d{3}", "text", b"abc 123")
    assert slashed("/") is None
    assert slashed("a/b/") is None


def test_what_is_found_is_told_by_its_places() -> None:
    match = compile_match("ab", "text")
    assert match is not None
    assert list(match.places("abxAB")) == [(0, 2), (3, 5)]
    empty = compile_match("x*", "regex")
    assert empty is not None
    assert list(empty.places("axxb")) == [(1, 3)]
    path = compile_match("a", "path")
    assert path is not None
    assert list(path.places("a")) == []


TRADE = {"e": "trade", "p": "64219.41", "n": 3, "m": True, "x": None, "data": [{"q": 1}, {"q": 9}], "odd=name": 5}


@pytest.mark.parametrize(
    "text",
    [
        "e",
        "x",
        "e=trade",
        "e == trade",
        'e = "trade"',
        "e=tr*",
        "e != ticker",
        "p = 64219.41",
        "p > 64219",
        "p>=64219.41",
        "n<4",
        "n <= 3",
        "m=true",
        "x=null",
        "e ~ RAD",
        "data[0].q = 1",
        "data[].q > 8",
        "data[-1]",
        '"odd=name" = 5',
        "e=trade and n=3",
        'e = "trade" and data[].q = 9 and p < 1e6',
    ],
)
def test_conditions_that_hold(text: str) -> None:
    assert found(text, "path", TRADE)


@pytest.mark.parametrize(
    "text",
    ["nothing", "e=ticker", "e != trade", "p < 3", "m = 1", "m > 0", "n ~ x", "data[].q > 9", "e=trade and n=4", "e>1"],
)
def test_conditions_that_do_not_hold(text: str) -> None:
    assert not found(text, "path", TRADE)


def test_what_is_no_json_fulfils_no_condition() -> None:
    assert not found("e", "path", b"hello")
    assert not found("e", "path", b'{"e":NaN}')


@pytest.mark.parametrize(
    ("text", "kind", "error"),
    [
        ("[", "regex", UsageError),
        ("/(/", "text", UsageError),
        ("a[", "path", ProfileError),
        ("@symbol = 3", "path", ProfileError),
        ("= 3", "path", UsageError),
        ("a =", "path", UsageError),
        ("a > high", "path", UsageError),
        ('a = "open', "path", UsageError),
        ("a and ", "path", UsageError),
        ("a{9999999999}", "regex", UsageError),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, kind: MatchKind, error: type[FeedscopeError]) -> None:
    with pytest.raises(error) as refusal:
        compile_match(text, kind)
    assert refusal.value.what


@given(st.text(max_size=40), st.sampled_from(["text", "regex", "path"]), st.binary(max_size=40))
def test_any_filter_is_either_refused_or_can_be_asked(text: str, kind: MatchKind, payload: bytes) -> None:
    try:
        match = compile_match(text, kind)
    except FeedscopeError:
        return
    if match is not None:
        assert match.matches(payload) in (True, False)


@given(st.text(min_size=1, max_size=20).filter(str.strip), st.text(max_size=20), st.text(max_size=20))
def test_text_that_is_there_is_found(text: str, before: str, after: str) -> None:
    if slashed(text) is None:
        assert found(text, "text", (before + text + after).encode("utf-8", "replace")) or max(text) >= "\ud800"
        assert found(text, "text", {"a": before + text + after})
