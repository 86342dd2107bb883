"""Frames as a server may send them, and the compression inside them."""

import zlib
from collections.abc import Hashable, Sequence

from monitor.core.errors import ProtocolError
from monitor.wire.deflate import Inflater, accept
from monitor.wire.frames import FrameReader
from monitor.wire.received import Close
from monitor.wire.unpack import unpack
from tests.fuzz.mutation import texts
from tests.fuzz.target import Example, Finding, Target
from tests.fuzz.weight import weight
from tests.helpers.wire import frame

__all__ = ["TARGETS"]

_LIMIT = 32 * 1024


def _deflated(text: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return (maker.compress(text) + maker.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\0\0\xff\xff")


def _play(example: Example, reader: FrameReader) -> Hashable:
    ended = False
    counts = [0, 0, 0]
    what = ""
    for _, data, _ in example:
        received = reader.feed(data)
        if ended and (received.messages or received.control or received.fault):
            raise Finding("something came behind the end of the connection")
        if any(len(message) > _LIMIT for message in received.messages):
            raise Finding("a message is longer than the limit")
        if not received.binary <= set(range(len(received.messages))):
            raise Finding("an index of a binary message is none")
        ended = ended or received.fault is not None or any(isinstance(each, Close) for each in received.control)
        what = what or (received.fault.what if received.fault else "")
        counts[0] += len(received.messages)
        counts[1] += len(received.binary)
        counts[2] += len(received.control)
        if weight(reader) > 3 * _LIMIT + 4096:
            raise Finding(f"the reader keeps {weight(reader):,} bytes")
    return what, ended, *(min(count, 6) for count in counts)


def _plain(example: Example) -> Hashable:
    return _play(example, FrameReader(message_limit=_LIMIT, check_utf8=True))


def _compressed(example: Example) -> Hashable:
    reader = FrameReader(message_limit=_LIMIT, deflate=Inflater(), check_utf8=True)
    return _play(example, reader)


def _unpacked(example: Example) -> Hashable:
    outcomes = []
    for _, data, _ in example:
        try:
            found = unpack(data, _LIMIT)
        except ProtocolError as error:
            outcomes.append(error.what)
            continue
        if found is not None and len(found) > _LIMIT:
            raise Finding("what was unpacked is longer than the limit")
        outcomes.append(str(found is None))
    return tuple(outcomes)


def _header(example: Example) -> Hashable:
    try:
        return accept(example[0][1].decode("latin-1") if example else None) is None
    except ProtocolError as error:
        return error.what


def _conversation(*frames: bytes) -> Example:
    return tuple((0.0, each, False) for each in frames)


_TEXT = b'{"p":1.5,"s":"\xc3\xa9"}'
_SEEDS: Sequence[Example] = (
    _conversation(frame(1, _TEXT) * 5, frame(2, b"\x00\xff")),
    _conversation(frame(1, b"a" * 200), frame(1, b"b" * 70_000)),
    _conversation(frame(1, b"ab", fin=False), frame(9, b"ping"), frame(0, b"cd", fin=False), frame(0, b"")),
    _conversation(frame(10, b"pong"), frame(8, b"\x03\xe8bye"), frame(1, _TEXT)),
    _conversation(frame(1, _TEXT, masked=True)),
    _conversation(frame(1, _TEXT, size=b"\x7f" + b"\0" * 7 + b"\x10")),
)
_DEFLATED: Sequence[Example] = (
    _conversation(frame(1, _deflated(_TEXT), rsv=4), frame(1, _TEXT)),
    _conversation(frame(2, _deflated(b"x" * 100_000), rsv=4)),
    _conversation(frame(1, _deflated(_TEXT)[:5], fin=False, rsv=4), frame(0, _deflated(_TEXT)[5:])),
)
_TOKENS = (b"\x81", b"\x82", b"\x88", b"\x89", b"\x00", b"\xc1", b"\x7e", b"\x7f", b"\xff" * 8, b"\0" * 8)

TARGETS = (
    Target("frames", _plain, _SEEDS, _TOKENS),
    Target("frames/deflate", _compressed, (*_DEFLATED, *_SEEDS), _TOKENS),
    Target(
        "unpack",
        _unpacked,
        texts(_TEXT, zlib.compress(_TEXT), b"\0\0\0\x10" + _TEXT, _deflated(_TEXT * 9), b"\x1f\x8b\x08" + b"\0" * 20),
        (b"\x1f\x8b", b"\x78\x9c", b"\0\0\0\x08"),
    ),
    Target(
        "handshake/extensions",
        _header,
        texts(
            "permessage-deflate",
            "permessage-deflate; server_no_context_takeover; client_max_window_bits=15",
            'permessage-deflate; server_max_window_bits="10"',
        ),
        (b"permessage-deflate", b"; ", b"=", b'"', b"server_max_window_bits", b", "),
    ),
)
