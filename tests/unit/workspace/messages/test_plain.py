from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.plain import hex_lines, plain_lines
from monitor.workspace.messages.tokens import Kind


def test_bytes_are_shown_with_their_place_and_what_can_be_printed() -> None:
    lines = list(hex_lines(b'{"p":1}\x00\xff and more'))
    assert [line.text for line in lines] == [
        "00000000  7b 22 70 22 3a 31 7d 00  ff 20 61 6e 64 20 6d 6f  " + '{"p":1}·· and mo',
        "00000010  72 65                                             re",
    ]
    assert [line.text[token.start : token.end].strip() for line in lines[1:] for token in line.tokens] == [
        "00000010",
        "72 65",
        "re",
    ]


def test_an_empty_message_has_an_empty_line() -> None:
    assert len(list(hex_lines(b""))) == 1
    assert [line.text for line in plain_lines("", width=80)] == [""]


def test_long_lines_are_cut_to_the_width_and_text_is_not_coloured_as_json() -> None:
    lines = list(plain_lines("abcdef\nxy", width=4))
    assert [line.text for line in lines] == ["abcd", "ef", "xy"]
    assert {token.kind for line in lines for token in line.tokens} == {Kind.TEXT}
    assert Kind.NAME in {token.kind for line in plain_lines('{"a":1}', width=80) for token in line.tokens}


@given(st.text(max_size=200), st.integers(1, 50))
def test_nothing_of_a_text_is_lost_in_lines(text: str, width: int) -> None:
    lines = [line.text for line in plain_lines(text, width=width)]
    assert "".join(lines) == "".join(text.splitlines())
    assert all(len(line) <= width for line in lines)
