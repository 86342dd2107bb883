"""Recordings: JSON lines, one message a line, plain or gzip-compressed.

    {"t": 1618677817.061845, "dir": "in", "data": "<the text>"}

`t` is in seconds (since 1970 or since the start, or null), `dir` is "in" for what the server sent and "out" for what
the recorder sent. `op` "binary" marks a binary message, `enc` "base64" says how `data` holds its bytes. Other members
are ignored.
"""

import binascii
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal, cast

import msgspec

from monitor.core.errors import CaptureError, UsageError

__all__ = ["LINE_BYTES", "Recorded", "check_capture", "read_capture"]

LINE_BYTES = 64 * 1024 * 1024
"""The longest line that is read, in bytes."""

_GZIP_MAGIC = b"\x1f\x8b"


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """A message the server sent. `at` is in seconds, `payload` a string for text and bytes for binary."""

    at: float | None
    payload: str | bytes


class _Line(msgspec.Struct, frozen=True, gc=False):
    data: str
    dir: Literal["in", "out"]
    t: float | None = None
    op: Literal["text", "binary"] = "text"
    enc: Literal["base64"] | None = None


_DECODER = msgspec.json.Decoder(_Line)


def read_capture(path: Path) -> Iterator[Recorded]:
    """The messages with `dir` "in", in order; holds one line at a time.

    Raises CaptureError at the first line that is not in this form, UsageError when the file cannot be opened.
    """
    name = str(path)
    with _open(path) as file:
        for number, line in _lines(file, name):
            recorded = _parse(line, name, number)
            if recorded is not None:
                yield recorded


def check_capture(path: Path) -> int:
    """Read a recording to its end and count its messages.

    Raises CaptureError for a bad line or when there is nothing to play, UsageError when the file cannot be opened.
    """
    count = sum(1 for _ in read_capture(path))
    if count == 0:
        raise CaptureError('there is no message from a server ("dir": "in") to play', file=str(path), line=1)
    return count


def _open(path: Path) -> IO[bytes]:
    try:
        with path.open("rb") as file:
            compressed = file.read(2) == _GZIP_MAGIC
        return cast("IO[bytes]", gzip.open(path, "rb")) if compressed else path.open("rb")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _lines(file: IO[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    number = 0
    while True:
        number += 1
        try:
            line = file.readline(LINE_BYTES + 1)
        except (EOFError, OSError, zlib.error) as error:
            raise CaptureError(f"the file is damaged or cut short ({error})", file=name, line=number) from error
        if not line:
            return
        if len(line) > LINE_BYTES:
            raise CaptureError(f"the line is longer than {LINE_BYTES} bytes", file=name, line=number)
        if not line.isspace():
            yield number, line


def _parse(line: bytes, name: str, number: int) -> Recorded | None:
    try:
        parsed = _DECODER.decode(line)
        return Recorded(parsed.t, _payload(parsed)) if parsed.dir == "in" else None
    except binascii.Error as error:
        raise CaptureError(f"`data` is no base64 ({error})", file=name, line=number) from error
    except (ValueError, RecursionError) as error:
        raise CaptureError(f"not a recorded message ({error})", file=name, line=number) from error


def _payload(line: _Line) -> str | bytes:
    if line.enc is None:
        return line.data if line.op == "text" else line.data.encode()
    raw = binascii.a2b_base64(line.data.encode("ascii", "replace"), strict_mode=True)
    return raw if line.op == "binary" else raw.decode()
