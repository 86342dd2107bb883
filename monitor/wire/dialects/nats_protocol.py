"""The lines of NATS as bytes, taken out of the stream ("NATS protocol", docs.nats.io)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.stream import Stream

__all__ = ["Line", "LineReader", "Published", "read_headers"]

_LINE_LIMIT: Final = 64 * 1024
_SIZE: Final = re.compile(rb"[0-9]{1,9}")
_END: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line without payload: INFO, PING, PONG, +OK, -ERR. name: in capitals."""

    name: bytes
    rest: bytes


@dataclass(frozen=True, slots=True)
class Published:
    """MSG or HMSG. headers: the block as it came, b"" for none."""

    subject: bytes
    headers: bytes
    payload: bytes


class LineReader:
    """Takes lines out of WebSocket messages, which may hold many or a part of one.

    limit: bytes of one payload with its headers.
    """

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._stream = Stream()

    def feed(self, pieces: Iterable[bytes]) -> Iterator[Line | Published]:
        """Every whole line with its payload, in order. Raises DialectError for what is none."""
        data = self._stream.take(pieces)
        pos, end = 0, len(data)
        while pos < end:
            stop = data.find(b"\r\n", pos, pos + _LINE_LIMIT)
            if stop < 0:
                if end - pos >= _LINE_LIMIT:
                    raise _foreign()
                self._stream.keep(data[pos:], mark=b"\n")
                return
            words = data[pos:stop].split()
            name = words[0].upper() if words else b""
            if name not in (b"MSG", b"HMSG"):
                yield Line(name, data[pos + len(name) : stop].strip())
                pos = stop + _END
                continue
            heading, size = self._sizes(words, with_headers=name == b"HMSG")
            start = stop + _END
            if start + size + _END > end:
                self._stream.keep(data[pos:], need=start + size + _END - pos)
                return
            if data[start + size : start + size + _END] != b"\r\n":
                raise DialectError(
                    "the server sent a NATS message of another length than told", remedy=Remedy.RETRY, code=1002
                )
            yield Published(words[1], data[start : start + heading], data[start + heading : start + size])
            pos = start + size + _END

    def _sizes(self, words: list[bytes], *, with_headers: bool) -> tuple[int, int]:
        """Bytes of the headers, and of them and the payload."""
        told = words[-2:] if with_headers else [b"0", words[-1]]
        if len(words) not in ((5, 6) if with_headers else (4, 5)) or not all(map(_SIZE.fullmatch, told)):
            raise _foreign()
        heading, size = map(int, told)
        if heading > size:
            raise _foreign()
        if size > self._limit:
            raise DialectError(
                f"the server sent a NATS message of {size:,} bytes",
                advice="If messages of this size are meant, raise limits.message_bytes in the feed's profile",
                remedy=Remedy.ASK,
                code=1009,
            )
        return heading, size


def read_headers(block: bytes) -> dict[str, str]:
    """Headers by name, the first of each; the status of a message without payload is "Status"."""
    first, *lines = block.decode(errors="replace").split("\r\n")
    found: dict[str, str] = {}
    status = first.partition(" ")[2].strip()
    if status:
        found["Status"] = status
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found


def _foreign() -> DialectError:
    return DialectError(
        "the server sent what is no line of NATS",
        advice="Check the address, and kind under dialect in the feed's profile",
        remedy=Remedy.ASK,
        code=1002,
    )
