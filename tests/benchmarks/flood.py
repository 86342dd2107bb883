"""A WebSocket server that sends trades as fast as the socket takes them, so that a benchmark measures the client.

    python -m tests.benchmarks.flood --port 0 --rate max --count 2000000 --keys 1 --size 161

Frames are built before the first client comes and go out in large blocks; only time stamps and ids are written anew.
"""

import contextlib
import select
import socket
import ssl
import threading
import time
import zlib
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click
import numpy as np
from numpy.typing import NDArray
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import CloseCode
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

__all__ = ["PlainFrames", "SqueezedFrames", "flood"]

_ROWS = 4096
"""Frames in a block, if there are not more keys than that."""

_TIME_DIGITS, _ID_DIGITS = 13, 10

_FIRST_ID = 10 ** (_ID_DIGITS - 1)
"""JSON has no leading zeros."""


@dataclass(frozen=True)
class Message:
    """What the messages are like: how many bytes, and how many distinct symbols."""

    size: int
    keys: int

    def symbol(self, row: int) -> str:
        return "BTCUSDT" if self.keys == 1 else f"K{row % self.keys:06d}"

    def text(self, row: int, *, millis: int, number: int) -> bytes:
        price = 16850.12 + 5.0 * np.sin(row / 40.0)
        head = f'{{"e":"trade","E":{millis:013d},"s":"{self.symbol(row)}","t":{number:010d},'
        tail = f'"p":"{price:.8f}","q":"0.{123000 + row % 1000:08d}","T":{millis:013d},"m":true,"M":true'
        padding = self.size - len(head) - len(tail) - len(',"x":""}')
        if padding < 0:
            raise click.BadParameter(f"{self.size} bytes are too few, take {self.size - padding} or more")
        return f'{head}{tail},"x":"{"x" * padding}"}}'.encode()

    @property
    def rows(self) -> int:
        return max(_ROWS, self.keys)


class PlainFrames:
    """A block of frames of one length, in which times and ids are overwritten before each use."""

    def __init__(self, message: Message) -> None:
        texts = (message.text(row, millis=0, number=0) for row in range(message.rows))
        joined = b"".join(_frame(0x81, text) for text in texts)
        self._frames: NDArray[np.uint8] = np.frombuffer(bytearray(joined), np.uint8).reshape(message.rows, -1)
        first = self._frames[0].tobytes()
        self._event, self._number, self._trade = (first.index(name) + 4 for name in (b'"E":', b'"t":', b'"T":'))
        self.rows = message.rows

    def fresh(self) -> Self:
        """The same frames to be stamped by another thread."""
        twin = copy(self)
        twin._frames = self._frames.copy()
        return twin

    def take(self, begin: int, count: int, *, number: int) -> memoryview:
        """`count` frames from row `begin` on, stamped with now and numbered from `number`."""
        frames = self._frames[begin : begin + count]
        now = np.frombuffer(b"%013d" % (time.time_ns() // 1_000_000), np.uint8)
        frames[:, self._event : self._event + _TIME_DIGITS] = now
        frames[:, self._trade : self._trade + _TIME_DIGITS] = now
        frames[:, self._number : self._number + _ID_DIGITS] = _digits(np.arange(number, number + len(frames)))
        return frames.reshape(-1).data


class SqueezedFrames:
    """A block of frames compressed one by one beforehand (RFC 7692, no context takeover); their times stand still."""

    def __init__(self, message: Message) -> None:
        millis = time.time_ns() // 1_000_000
        frames = [
            _frame(0xC1, _deflate(message.text(row, millis=millis, number=_FIRST_ID + row)))
            for row in range(message.rows)
        ]
        self._edges = np.cumsum([0, *map(len, frames)])
        self._frames = memoryview(b"".join(frames))
        self.rows = message.rows

    def take(self, begin: int, count: int, *, number: int) -> memoryview:
        """`count` frames from row `begin` on. `number` cannot be put in any more."""
        return self._frames[self._edges[begin] : self._edges[min(begin + count, self.rows)]]


def _frame(first: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes([first, size]) + payload
    if size < 1 << 16:
        return bytes([first, 126]) + size.to_bytes(2, "big") + payload
    return bytes([first, 127]) + size.to_bytes(8, "big") + payload


def _deflate(text: bytes) -> bytes:
    squeezer = zlib.compressobj(wbits=-15)
    return (squeezer.compress(text) + squeezer.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")


def _digits(numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
    powers = 10 ** np.arange(_ID_DIGITS - 1, -1, -1, dtype=np.int64)
    return (numbers[:, None] // powers % 10 + ord("0")).astype(np.uint8)


class _Client:
    """One connection: the library shakes hands and answers pings, the frames go past it."""

    def __init__(self, connection: socket.socket, *, deflate: bool) -> None:
        factory = ServerPerMessageDeflateFactory(server_no_context_takeover=True)
        self._socket = connection
        self._protocol = ServerProtocol(extensions=[factory] if deflate else None)

    def shake(self) -> bool:
        """Whether there is a WebSocket now."""
        while self._protocol.state is State.CONNECTING and self._receive():
            pass
        return self._protocol.state is State.OPEN

    @property
    def compressed(self) -> bool:
        return bool(self._protocol.extensions)

    def send(self, frames: memoryview) -> bool:
        """Send all of it, answer what came meanwhile. False when the client wants to end."""
        self._socket.sendall(frames)
        if select.select([self._socket], [], [], 0)[0]:
            self._receive()
        return self._protocol.state is State.OPEN

    def end(self) -> None:
        """Close as the protocol wants it and wait until the client has done so too."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_close(CloseCode.NORMAL_CLOSURE, "all sent")
            self._answer()
        while self._receive():
            pass

    def _receive(self) -> bool:
        data = self._socket.recv(65536)
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
        for event in self._protocol.events_received():
            if isinstance(event, Request):
                self._protocol.send_response(self._protocol.accept(event))
        self._answer()
        return bool(data)

    def _answer(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._socket.sendall(data)
            else:
                self._socket.shutdown(socket.SHUT_WR)


def flood(client: _Client, frames: PlainFrames | SqueezedFrames, *, count: int, rate: float) -> None:
    """Send `count` messages, `rate` a second (0: as fast as it goes), then close."""
    start, sent = time.perf_counter(), 0
    while sent < count:
        due = count if not rate else min(count, int((time.perf_counter() - start) * rate))
        if due <= sent:
            time.sleep(min(0.001, 1.0 / rate))
            continue
        begin = sent % frames.rows
        step = min(due - sent, frames.rows - begin, _ROWS)
        if not client.send(frames.take(begin, step, number=_FIRST_ID + sent)):
            break
        sent += step
    client.end()


def _serve(
    accepted: socket.socket,
    tls: ssl.SSLContext | None,
    plain: PlainFrames,
    squeezed: SqueezedFrames | None,
    *,
    count: int,
    rate: float,
) -> None:
    with contextlib.suppress(OSError):
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with tls.wrap_socket(accepted, server_side=True) if tls else accepted as connection:
            client = _Client(connection, deflate=squeezed is not None)
            if client.shake():
                frames = squeezed if squeezed is not None and client.compressed else plain.fresh()
                flood(client, frames, count=count, rate=rate)


def _rate(_context: click.Context, _option: click.Parameter, value: str) -> float:
    return 0.0 if value == "max" else float(value)


@click.command()
@click.option("--port", default=0)
@click.option("--rate", default="max", callback=_rate, help="Messages a second, or max.")
@click.option("--count", default=2_000_000)
@click.option("--keys", default=1, type=click.IntRange(1, 1_000_000))
@click.option("--size", default=161, help="Bytes of a message.")
@click.option("--tls", nargs=2, type=click.Path(exists=True, path_type=Path), metavar="CERT KEY")
@click.option("--deflate", is_flag=True)
def main(
    *, port: int, rate: float, count: int, keys: int, size: int, tls: tuple[Path, Path] | None, deflate: bool
) -> None:
    """Serve until killed; every client gets `--count` messages from a thread of its own."""
    message = Message(size, keys)
    plain = PlainFrames(message)
    squeezed = SqueezedFrames(message) if deflate else None
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    with socket.create_server(("127.0.0.1", port)) as listener, contextlib.suppress(KeyboardInterrupt):
        click.echo(f"listening on {'wss' if tls else 'ws'}://127.0.0.1:{listener.getsockname()[1]}/flood")
        while True:
            accepted, _ = listener.accept()
            arguments = (accepted, context, plain, squeezed)
            threading.Thread(target=_serve, args=arguments, kwargs={"count": count, "rate": rate}, daemon=True).start()


if __name__ == "__main__":
    main()
