import json

from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.tokens import Kind, looks_like_json, tokens


def taken(text: str) -> list[tuple[str, Kind]]:
    return [(text[token.start : token.end], token.kind) for token in tokens(text)]


def test_every_piece_of_a_message_is_told() -> None:
    assert taken('{"e": "trade", "p":"64219.41","n":-1.5e3,"ok":true, "x":NaN}') == [
        ("{", Kind.MARK),
        ('"e"', Kind.NAME),
        (":", Kind.MARK),
        ('"trade"', Kind.STRING),
        (",", Kind.MARK),
        ('"p"', Kind.NAME),
        (":", Kind.MARK),
        ('"64219.41"', Kind.NUMBER),
        (",", Kind.MARK),
        ('"n"', Kind.NAME),
        (":", Kind.MARK),
        ("-1.5e3", Kind.NUMBER),
        (",", Kind.MARK),
        ('"ok"', Kind.NAME),
        (":", Kind.MARK),
        ("true", Kind.WORD),
        (",", Kind.MARK),
        ('"x"', Kind.NAME),
        (":", Kind.MARK),
        ("NaN", Kind.WORD),
        ("}", Kind.MARK),
    ]


def test_a_string_that_was_cut_goes_on_to_the_end() -> None:
    assert taken('["abc \\" de') == [("[", Kind.MARK), ('"abc \\" de', Kind.STRING)]


def test_what_is_no_json_is_text() -> None:
    assert taken("pump 1: set") == [
        ("pump", Kind.TEXT),
        ("1", Kind.NUMBER),
        (":", Kind.MARK),
        ("set", Kind.TEXT),
    ]
    assert taken("2b") == [("2b", Kind.TEXT)]


def test_json_is_told_also_behind_what_dialects_put_before_it() -> None:
    assert all(map(looks_like_json, ('{"a":1}', " [1]", '42["tick",{}]', "451-/live,[1]")))
    assert not any(map(looks_like_json, ("", "hello", "12.5", "pump 1: {broken", "a long line of words, then {")))


@given(st.text(max_size=200))
def test_any_text_is_taken_apart_without_loss(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert not text[end : token.start].strip()
        assert token.start < token.end
        end = token.end
    assert not text[end:].strip()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_json_has_no_piece_that_is_unknown(value: object) -> None:
    assert Kind.TEXT not in {token.kind for token in tokens(json.dumps(value))}
