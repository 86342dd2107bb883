"""Bytes for people to read."""

from typing import Final

__all__ = ["hex_dump"]

_WIDTH: Final = 16


def hex_dump(data: bytes, limit: int) -> str:
    """At most `limit` bytes of `data`, 16 a line: offset, hex, and the printable ASCII among them.

    A last line says how many bytes were left out. Of nothing it makes the empty string.
    """
    shown = data[: max(0, limit)]
    lines = [_line(offset, shown[offset : offset + _WIDTH]) for offset in range(0, len(shown), _WIDTH)]
    if left := len(data) - len(shown):
        lines.append(f"… {left:,} more byte{'s' if left > 1 else ''}")
    return "\n".join(lines)


def _line(offset: int, row: bytes) -> str:
    text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
    return f"{offset:08x}  {row.hex(' '):<{3 * _WIDTH - 1}}  {text}"
