"""The moods of a non-blocking TLS socket, which a real one shows only now and then."""

import asyncio
import socket
import ssl
from typing import Any, Self

import pytest

from monitor.core.errors import ConnectionLost
from monitor.net.stream import SocketStream


class Moody:
    """A socket that raises what it was told to before each read or write that it does."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.before_recv: list[Exception] = []
        self.before_send: list[Exception] = []
        self.most = 1 << 30

    def recv(self, size: int) -> bytes:
        if self.before_recv:
            raise self.before_recv.pop(0)
        return self._sock.recv(size)

    def send(self, data: bytes) -> int:
        if self.before_send:
            raise self.before_send.pop(0)
        return self._sock.send(data[: self.most])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Ends:
    """A stream over one end of a socket pair, and the other end."""

    def __init__(self, **options: Any) -> None:
        near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.moody = Moody(near)
        self.blocks: list[bytes] = []
        self.ends: list[Exception | None] = []
        self.stream = SocketStream(
            self.moody,  # type: ignore[arg-type]
            on_data=self.blocks.append,
            on_end=self.ends.append,
            **options,
        )

    async def turns(self, count: int = 20) -> None:
        for _ in range(count):
            await asyncio.sleep(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()
        self.far.close()


async def test_a_read_that_must_write_first_goes_on_once_it_can() -> None:
    with Ends() as ends:
        ends.moody.before_recv = [ssl.SSLWantWriteError()]
        ends.stream.resume()
        ends.far.send(b"data")
        await ends.turns()
        assert ends.blocks == [b"data"]


async def test_a_write_that_must_read_first_goes_on_once_there_is_something() -> None:
    with Ends() as ends:
        ends.moody.before_send = [ssl.SSLWantReadError()]
        ends.stream.resume()
        ends.stream.write(b"one ")
        ends.stream.write(b"two")
        await ends.turns()
        with pytest.raises(BlockingIOError):
            ends.far.recv(100)
        ends.far.send(b"data")
        await ends.turns()
        assert ends.far.recv(100) == b"one two"
        assert ends.blocks == [b"data"]


async def test_writes_in_pieces_keep_their_order() -> None:
    with Ends() as ends:
        ends.moody.most = 3
        ends.moody.before_send = [ssl.SSLWantWriteError(), BlockingIOError()]
        ends.stream.write(b"0123456789")
        ends.stream.write(b"abc")
        assert ends.stream.waiting == 13
        await ends.turns()
        assert ends.far.recv(100) == b"0123456789abc"
        assert ends.stream.waiting == 0


async def test_an_error_after_data_delivers_the_data_first() -> None:
    with Ends() as ends:
        ends.stream.resume()
        ends.far.send(b"last")
        await ends.turns()
        error = ConnectionResetError()
        ends.moody.before_recv = [error]
        ends.far.send(b"x")
        await ends.turns()
        assert ends.blocks == [b"last"]
        assert ends.ends == [error]
        assert ends.stream.closed


async def test_a_write_error_ends_the_stream_once() -> None:
    with Ends() as ends:
        error = BrokenPipeError()
        ends.moody.before_send = [error]
        ends.stream.write(b"x")
        ends.stream.write(b"y")
        assert ends.ends == [error]


async def test_more_waiting_than_allowed_ends_the_stream() -> None:
    with Ends(outgoing_limit=100_000) as ends:
        ends.moody.before_send = [BlockingIOError()] * 1000
        ends.stream.write(bytes(100_000))
        assert ends.ends == []
        ends.stream.write(b"x")
        assert ends.stream.waiting == 100_001
        ends.stream.write(b"y")
        assert isinstance(ends.ends[0], ConnectionLost)


async def test_nothing_happens_after_close() -> None:
    with Ends() as ends:
        ends.stream.resume()
        ends.far.send(b"data")
        ends.stream.close()
        ends.stream.close()
        ends.stream.resume()
        ends.stream.pause()
        ends.stream.write(b"x")
        await ends.turns()
        assert (ends.blocks, ends.ends) == ([], [])


async def test_the_end_of_the_stream_is_told_as_none() -> None:
    with Ends() as ends:
        ends.stream.resume()
        ends.far.close()
        await ends.turns()
        assert ends.ends == [None]
