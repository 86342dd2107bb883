"""Messages as they were sent, cut into lines that fit, and as bytes."""

from collections.abc import Iterator

from monitor.workspace.messages.text_line import TextLine
from monitor.workspace.messages.tokens import Kind, Token, looks_like_json, tokens

__all__ = ["hex_lines", "plain_lines"]

_BYTES_A_LINE = 16
_PRINTABLE = range(0x20, 0x7F)


def plain_lines(text: str, *, width: int) -> Iterator[TextLine]:
    """The text in lines of at most `width` characters. Coloured where it looks like JSON."""
    coloured = looks_like_json(text)
    for line in text.splitlines() or [""]:
        for start in range(0, max(1, len(line)), width):
            piece = line[start : start + width]
            yield TextLine(piece, tuple(tokens(piece)) if coloured else (Token(0, len(piece), Kind.TEXT),))


def hex_lines(payload: bytes) -> Iterator[TextLine]:
    """Sixteen bytes a line: where they stand, what they are, and what of them can be printed."""
    for start in range(0, max(1, len(payload)), _BYTES_A_LINE):
        chunk = payload[start : start + _BYTES_A_LINE]
        place = f"{start:08x}"
        shown = f"{chunk[:8].hex(' ')}  {chunk[8:].hex(' ')}".ljust(_BYTES_A_LINE * 3)
        letters = "".join(chr(byte) if byte in _PRINTABLE else "·" for byte in chunk)
        edges = (0, len(place), len(place) + 2 + len(shown))
        yield TextLine(
            f"{place}  {shown}  {letters}",
            (
                Token(edges[0], edges[1], Kind.MARK),
                Token(edges[1], edges[2], Kind.NUMBER),
                Token(edges[2], edges[2] + 2 + len(letters), Kind.STRING),
            ),
        )
