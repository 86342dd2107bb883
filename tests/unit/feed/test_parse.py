"""Reading JSON: as strict as JSON, and never beaten by one odd value."""

import math

import pytest

from monitor.feed.parse import parse_json


def test_ordinary_json_is_read() -> None:
    assert parse_json(b'{"a": [1, 2.5, null, true, "x"]}') == {"a": [1, 2.5, None, True, "x"]}


@pytest.mark.parametrize("digits", ["1e400", "9" * 400, "9" * 5000])
def test_a_number_too_large_for_a_float_costs_only_itself(digits: str) -> None:
    read = parse_json(f'[{digits}, 1, "a"]')
    assert read[1:] == [1, "a"]
    assert read[0] == math.inf or read[0] > 10**308
    assert parse_json(f"-{'9' * 5000}") == -math.inf


def test_large_integers_keep_every_digit() -> None:
    assert parse_json(b"[17843232920108168701, 123456789012345678901234567890]") == [
        17843232920108168701,
        123456789012345678901234567890,
    ]


def test_a_lone_surrogate_is_text() -> None:
    assert parse_json(b'"\\ud800"') == "\ud800"


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    assert parse_json(b'["\xff", 1]') == ["\ufffd", 1]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"pong",
        b"NaN",
        b"[Infinity]",
        b"[-Infinity, 1e400]",
        b"{",
        b"[1,]",
        b"01",
        b"1 2",
        b"\xef\xbb\xbf1",
        b"\x00",
    ],
)
def test_what_is_not_json_is_a_value_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_json(text)


def test_what_is_nested_too_deep_is_a_value_error() -> None:
    for opening in (b"[", b'{"a":'):
        with pytest.raises(ValueError, match="too deep"):
            parse_json(opening * 100_000)
    with pytest.raises(ValueError, match="too deep"):
        parse_json(b"[1e400," + b"[" * 100_000 + b"]" * 100_000 + b"]")
