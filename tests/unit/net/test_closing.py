import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.net.closing import describe_close, may_be_sent


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        (1001, "", "the server went away (1001)"),
        (1012, "deploy", "the server restarts (1012): deploy"),
        (1013, "", "the server is overloaded and asks to try later (1013)"),
        (3000, "", "the server wants a login (3000)"),
        (4100, "too\nslow", "the server closed with its own code (4100): too slow"),
        (2500, "", "the server closed with an unknown code (2500)"),
    ],
)
def test_codes_are_told_in_words(code: int, reason: str, words: str) -> None:
    assert describe_close(code, reason) == words


def test_every_code_of_the_rfc_has_words_of_its_own() -> None:
    words = {describe_close(code) for code in range(1000, 1016)}
    assert len(words) == 16
    assert not any("unknown" in each for each in words)


@given(st.integers(0, 65535), st.text(max_size=200))
def test_any_code_and_reason_make_one_printable_line_with_the_code_in_it(code: int, reason: str) -> None:
    line = describe_close(code, reason)
    assert line.isprintable()
    assert str(code) in line


def test_only_codes_for_the_wire_may_be_sent() -> None:
    sendable = [code for code in range(6000) if may_be_sent(code)]
    assert sendable[:13] == [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000]
    assert sendable[-1] == 4999
