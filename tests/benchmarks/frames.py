"""Frames a second of our frame reader beside the parsers of three packages, on the same bytes in one run.

    python -m tests.benchmarks.frames [--frames N] [--size BYTES] [--rounds N]

Bytes come from memory in blocks of 256 KiB, so this is the cost of splitting alone. Messages are counted and let go.
"""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

import click
from rich.console import Console
from rich.table import Table
from websocket._abnf import frame_buffer
from websockets.protocol import Protocol, Side, State
from wsproto.connection import Connection, ConnectionType

from monitor.wire.deflate import accept, offer
from monitor.wire.frames import FrameReader
from tests.helpers.wire import blocks_of, frame

BLOCK: Final = 256 * 1024
OPENING: Final = b'{"e":"trade","E":1700000000000,"s":"BTCUSDT","p":"42000.10","q":"0.00100000","m":true,"x":"'


def feedscope(blocks: list[bytes]) -> int:
    reader = FrameReader()
    return sum(len(reader.feed(block).messages) for block in blocks)


def feedscope_checking_text(blocks: list[bytes]) -> int:
    reader = FrameReader(check_utf8=True)
    return sum(len(reader.feed(block).messages) for block in blocks)


def feedscope_with_compression_agreed(blocks: list[bytes]) -> int:
    reader = FrameReader(deflate=accept(offer().replace("_bits", "_bits=15")))
    return sum(len(reader.feed(block).messages) for block in blocks)


def websocket_client(blocks: list[bytes]) -> int:
    """Its frame buffer over a buffered `recv`, which is kinder to it than its own two or three calls a frame."""
    chunks = _Chunks(iter(blocks))
    buffer = frame_buffer(chunks.recv, skip_utf8_validation=True)
    count = 0
    try:
        while True:
            buffer.recv_frame()
            count += 1
    except EOFError:
        return count


class _Chunks:
    """Blocks, handed out in as many bytes as asked for."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._block = b""
        self._pos = 0

    def recv(self, size: int) -> bytes:
        if self._pos == len(self._block):
            self._block, self._pos = next(self._blocks, b""), 0
            if not self._block:
                raise EOFError
        start, self._pos = self._pos, min(self._pos + size, len(self._block))
        return self._block[start : self._pos]


def websockets(blocks: list[bytes]) -> int:
    client = Protocol(Side.CLIENT, state=State.OPEN)
    count = 0
    for block in blocks:
        client.receive_data(block)
        count += len(client.events_received())
    return count


def wsproto(blocks: list[bytes]) -> int:
    """An event may be a part of a message where a block cut its frame."""
    client = Connection(ConnectionType.CLIENT)
    count = 0
    for block in blocks:
        client.receive_data(block)
        count += sum(event.message_finished for event in client.events())
    return count


PARSERS: Final[tuple[Callable[[list[bytes]], int], ...]] = (
    feedscope,
    feedscope_with_compression_agreed,
    feedscope_checking_text,
    websocket_client,
    websockets,
    wsproto,
)


def best_rate(parser: Callable[[list[bytes]], int], frames: int, size: int, rounds: int) -> float:
    """Frames a second in the best of the rounds, after making sure that every frame was found."""
    payload = OPENING[:size].ljust(size, b"x")
    blocks = blocks_of(frame(1, payload) * frames, BLOCK)
    best = 0.0
    for _ in range(rounds):
        start = perf_counter()
        found = parser(blocks)
        best = max(best, found / (perf_counter() - start))
        if found != frames:
            raise click.ClickException(f"{parser.__name__} found {found} of {frames} frames")
    return best


@click.command()
@click.option("--frames", default=50_000, show_default=True, help="Frames in a round.")
@click.option("--size", default=161, show_default=True, help="Bytes of a message.")
@click.option("--rounds", default=5, show_default=True, help="Rounds, of which the best counts.")
def main(frames: int, size: int, rounds: int) -> None:
    """Split the same stream with every parser and print how fast each was."""
    table = Table("parser", "frames/s", "ns a frame", title=f"{frames:,} text frames of {size} bytes")
    for parser in PARSERS:
        rate = best_rate(parser, frames, size, rounds)
        table.add_row(parser.__name__.replace("_", " "), f"{rate:,.0f}", f"{1e9 / rate:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
