"""A connected socket, TLS or not, as non-blocking reads and writes on the running loop."""

import asyncio
import socket
import ssl
from collections.abc import Callable

from monitor.core.errors import ConnectionLost

__all__ = ["SocketStream"]

_OUTGOING_LIMIT = 1024 * 1024
"""Bytes that may wait to be sent before the connection is given up."""

_BLOCK = 256 * 1024
"""Bytes taken at a time, before the other feeds of the loop have their turn."""
_RECORD = 16 * 1024
"""Bytes of a TLS record, which is all that one read or write can move."""


class SocketStream:
    """Owns a socket. `on_data` gets blocks as they come, `on_end` once what ended the stream.

    `on_end` is given None at the end of the stream and otherwise what went wrong. It is not called after `close`.
    Works on every loop with add_reader and add_writer.
    """

    def __init__(
        self,
        sock: socket.socket,
        *,
        on_data: Callable[[bytes], None],
        on_end: Callable[[Exception | None], None],
        outgoing_limit: int = _OUTGOING_LIMIT,
    ) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._fd = sock.fileno()
        self._tls = sock if isinstance(sock, ssl.SSLSocket) else None
        self._loop = asyncio.get_running_loop()
        self._on_data = on_data
        self._on_end = on_end
        self._outgoing = bytearray()
        self._outgoing_limit = outgoing_limit
        self._again: asyncio.Handle | None = None
        self._reading = False
        self._read_wants_write = False
        self._write_wants_read = False
        self._writer_watched = False
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether the socket is closed."""
        return self._closed

    @property
    def waiting(self) -> int:
        """Bytes that wait to be sent."""
        return len(self._outgoing)

    def resume(self) -> None:
        """Begin to read, or go on. The first block comes at the loop's next turn, not from within."""
        if self._closed or self._reading:
            return
        self._reading = True
        self._loop.add_reader(self._fd, self._read)
        if self._tls is not None:
            # What TLS has already taken from the socket makes no loop wake.
            self._read_soon()

    def pause(self) -> None:
        """Stop reading: the peer will have to wait."""
        if self._closed or not self._reading:
            return
        self._reading = False
        self._loop.remove_reader(self._fd)
        self._forget_again()

    def write(self, data: bytes) -> None:
        """Send `data`, now or as soon as the peer takes it. Does nothing once the stream has ended."""
        if self._closed:
            return
        if len(self._outgoing) > self._outgoing_limit:
            self._end(ConnectionLost("the server takes no data, and too much waits to be sent to it (1006)"))
            return
        idle = not self._outgoing
        self._outgoing += data
        if idle:
            self._flush()

    def close(self) -> None:
        """Close the socket; what still waits to be sent is given up. May be called twice."""
        if self._closed:
            return
        self._closed = True
        self._reading = False
        self._forget_again()
        # Watchers first: on Qt's loop one that outlives its descriptor may come to watch another socket.
        self._loop.remove_reader(self._fd)
        self._loop.remove_writer(self._fd)
        self._sock.close()
        self._outgoing.clear()

    # --- reading ------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._write_wants_read:
            self._write_wants_read = False
            self._flush()
        block, ended, error = self._receive()
        if block:
            self._on_data(block)
        if ended:
            self._end(error)
        elif self._reading and self._tls is not None and self._tls.pending():
            self._read_soon()

    def _receive(self) -> tuple[bytes, bool, OSError | None]:
        """What there is, up to a block; whether the stream has ended; and by which error."""
        chunks: list[bytes] = []
        room = _BLOCK
        size = _RECORD if self._tls is not None else _BLOCK
        try:
            while room > 0:
                chunk = self._sock.recv(min(room, size))
                if not chunk:
                    return b"".join(chunks), True, None
                chunks.append(chunk)
                room -= len(chunk)
                if self._tls is None:
                    break
        except (BlockingIOError, InterruptedError, ssl.SSLWantReadError):
            pass
        except ssl.SSLWantWriteError:
            self._read_wants_write = True
            self._watch_writing()
        except OSError as failure:
            return b"".join(chunks), True, failure
        return b"".join(chunks), False, None

    def _read_soon(self) -> None:
        if self._again is None:
            self._again = self._loop.call_soon(self._read_again)

    def _read_again(self) -> None:
        self._again = None
        if self._reading:
            self._read()

    def _forget_again(self) -> None:
        if self._again is not None:
            self._again.cancel()
            self._again = None

    # --- writing ------------------------------------------------------------------------------------------------

    def _writable(self) -> None:
        if self._read_wants_write:
            self._read_wants_write = False
            if self._reading:
                self._read()
        if not self._closed:
            self._flush()

    def _flush(self) -> None:
        """Send what the socket takes; watch it for the rest."""
        while self._outgoing and not self._closed:
            sent = self._send_some()
            if not sent:
                return
            del self._outgoing[:sent]
        if self._writer_watched and not self._closed and not self._read_wants_write:
            self._writer_watched = False
            self._loop.remove_writer(self._fd)

    def _send_some(self) -> int:
        size = _RECORD if self._tls is not None else _BLOCK
        try:
            # A copy: a view of it in the frames of a failure would keep the buffer from being emptied.
            return self._sock.send(self._outgoing[:size])
        except (BlockingIOError, InterruptedError, ssl.SSLWantWriteError):
            self._watch_writing()
        except ssl.SSLWantReadError:
            self._write_wants_read = True
        except OSError as error:
            self._end(error)
        return 0

    def _watch_writing(self) -> None:
        if not self._writer_watched:
            self._writer_watched = True
            self._loop.add_writer(self._fd, self._writable)

    def _end(self, error: Exception | None) -> None:
        if not self._closed:
            self.close()
            self._on_end(error)
