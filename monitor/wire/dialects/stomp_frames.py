"""STOMP's frames as bytes: taken out of the stream and put together (STOMP 1.2, "STOMP Frames")."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.stream import Stream

__all__ = ["Frame", "FrameReader", "connect_frame", "frame", "read_headers"]

_HEADERS_LIMIT: Final = 64 * 1024
_HEADERS_END: Final = re.compile(rb"\n\r?\n")
_LENGTH: Final = re.compile(rb"\ncontent-length: *([0-9]{1,9}) *\r?\n")
_EOL: Final = b"\r\n"
_ESCAPE: Final = re.compile(r"\\(.?)", re.DOTALL)
_MEANINGS: Final = {
    "1.1": {"n": "\n", "c": ":", "\\": "\\"},
    "1.2": {"n": "\n", "c": ":", "\\": "\\", "r": "\r"},
}
_ESCAPED: Final = {
    "1.0": str.maketrans({"\n": " ", "\r": " "}),
    "1.1": str.maketrans({"\\": "\\\\", "\n": "\\n", ":": "\\c", "\r": " "}),
    "1.2": str.maketrans({"\\": "\\\\", "\n": "\\n", ":": "\\c", "\r": "\\r"}),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """headers: the lines of it as they came, escapes and all."""

    command: bytes
    headers: bytes
    body: bytes


class FrameReader:
    """Takes frames out of WebSocket messages, which may hold several or a part of one.

    limit: bytes of a frame. Ends of lines between frames are heart-beats, and passed over.
    """

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._stream = Stream()

    def feed(self, pieces: Iterable[bytes]) -> Iterator[Frame]:
        """Every whole frame, in order. Raises DialectError for what is none, and for one beyond the limit."""
        data = self._stream.take(pieces)
        if self._stream.size > self._limit + _HEADERS_LIMIT:
            raise _too_large(self._stream.size)
        pos, end = 0, len(data)
        while pos < end:
            if data[pos] in _EOL:
                pos += 1
                continue
            split = _HEADERS_END.search(data, pos, pos + _HEADERS_LIMIT)
            if split is None:
                self._keep_headers(data[pos:])
                return
            stop = self._body_end(data, pos, split)
            if stop < 0:
                return
            command, _, headers = data[pos : split.start()].partition(b"\n")
            yield Frame(command.rstrip(b"\r"), headers, data[split.end() : stop])
            pos = stop + 1

    def _keep_headers(self, rest: bytes) -> None:
        if len(rest) >= _HEADERS_LIMIT or b"\0" in rest:
            raise DialectError(
                "the server sent what is no STOMP frame",
                advice="Check the address, and kind and sockjs under dialect in the feed's profile",
                remedy=Remedy.ASK,
                code=1002,
            )
        self._stream.keep(rest, mark=b"\n")

    def _body_end(self, data: bytes, pos: int, split: re.Match[bytes]) -> int:
        """The place of the NUL after the body; below 0 where it has not come, and the rest is kept."""
        told = _LENGTH.search(data, pos, split.end())
        if told is None:
            stop = data.find(b"\0", split.end())
            if stop < 0:
                if len(data) - split.end() > self._limit:
                    raise _too_large(len(data) - split.end())
                self._stream.keep(data[pos:], mark=b"\0")
            return stop
        size = int(told[1])
        if size > self._limit:
            raise _too_large(size)
        stop = split.end() + size
        if stop >= len(data):
            self._stream.keep(data[pos:], need=stop + 1 - pos)
            return -1
        if data[stop]:
            raise DialectError(
                "the server sent a STOMP frame that does not end after its content-length",
                remedy=Remedy.RETRY,
                code=1002,
            )
        return stop


def _too_large(size: int) -> DialectError:
    return DialectError(
        f"the server sent a STOMP frame of {size:,} bytes",
        advice="If frames of this size are meant, raise limits.message_bytes in the feed's profile",
        remedy=Remedy.ASK,
        code=1009,
    )


def read_headers(headers: bytes, version: str) -> dict[str, str]:
    """Headers by name, the first of each ("Repeated Header Entries"). version: "" where nothing is escaped.

    Raises DialectError for an escape that `version` does not know.
    """
    found: dict[str, str] = {}
    escaped = version in _MEANINGS and b"\\" in headers
    for line in headers.decode(errors="replace").split("\n"):
        name, _, value = line.removesuffix("\r").partition(":")
        if version == "1.0":
            name, value = name.strip(), value.strip()
        if escaped:
            name, value = _plain(name, version), _plain(value, version)
        if name:
            found.setdefault(name, value)
    return found


def _plain(text: str, version: str) -> str:
    def meant(escape: re.Match[str]) -> str:
        meaning = _MEANINGS[version].get(escape[1])
        if meaning is None:
            raise DialectError(
                f"the server sent a header with an escape that STOMP {version} does not know",
                remedy=Remedy.RETRY,
                code=1002,
            )
        return meaning

    return _ESCAPE.sub(meant, text) if "\\" in text else text


def frame(command: str, headers: Mapping[str, str], version: str, body: bytes = b"") -> bytes:
    """A frame of ours; what a version cannot escape becomes a space."""
    table = _ESCAPED[version]
    lines = "".join(f"{name.translate(table)}:{value.translate(table)}\n" for name, value in headers.items())
    return f"{command}\n{lines}\n".encode(errors="replace") + body + b"\0"


def connect_frame(headers: Mapping[str, str]) -> bytes:
    """CONNECT, in which nothing is escaped ("Value Encoding")."""
    return frame("CONNECT", headers, "1.0")
