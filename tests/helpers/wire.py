"""Frames as a server sends them, streams cut into blocks, and what a reader made of them all."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from monitor.core.errors import ProtocolError
from monitor.wire.frames import FrameReader
from monitor.wire.received import Received

__all__ = ["blocks_of", "cut", "frame", "outcome", "read_all"]

T = TypeVar("T")


def frame(
    opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, masked: bool = False, size: bytes = b""
) -> bytes:
    """One frame. `rsv` 4 is RSV1; `size` overrides the size as it stands on the wire, extended part included."""
    first = (0x80 if fin else 0) | rsv << 4 | opcode
    if not size:
        size = _size_on_the_wire(len(payload))
    if masked:
        size = bytes([size[0] | 0x80]) + size[1:] + b"\0\0\0\0"  # The mask of zeros, which changes nothing.
    return bytes([first]) + size + payload


def _size_on_the_wire(size: int) -> bytes:
    if size < 126:
        return bytes([size])
    return b"\x7e" + size.to_bytes(2, "big") if size < 2**16 else b"\x7f" + size.to_bytes(8, "big")


def cut(stream: bytes, places: Iterable[int]) -> list[bytes]:
    """The stream in blocks, cut at `places` (taken modulo its length)."""
    edges = sorted({0, len(stream), *(place % (len(stream) + 1) for place in places)})
    return [stream[start:stop] for start, stop in pairwise(edges)]


def blocks_of(stream: bytes, size: int) -> list[bytes]:
    """The stream in blocks of `size` bytes."""
    return [stream[start : start + size] for start in range(0, len(stream), size)]


def read_all(reader: FrameReader, blocks: Iterable[bytes]) -> Received:
    """Everything the reader yields for all the blocks, as if it had been one."""
    total = Received()
    for block in blocks:
        received = reader.feed(block)
        total.binary |= {index + len(total.messages) for index in received.binary}
        total.messages += received.messages
        total.control += received.control
        total.fault = total.fault or received.fault
    return total


def outcome(call: Callable[[], T]) -> T | ProtocolError:
    """What the call returns, or the protocol error that it raises."""
    try:
        return call()
    except ProtocolError as error:
        return error
