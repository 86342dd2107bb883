"""Servers on loopback that do to each connection exactly what a function says, however rude."""

import base64
import contextlib
import hashlib
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Self, TypeAlias

__all__ = ["Script", "ScriptedServer", "answering", "drain", "read_head", "upgrade", "upgrading"]

Script: TypeAlias = Callable[[socket.socket], None]

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class ScriptedServer:
    """Runs `script` in a thread for each connection and closes the connection after it.

    heads: the requests that scripts have read with `read_head`, in the order they came.
    ended: set once a script has come to its end or failed.
    """

    def __init__(self, script: Script, *, tls: ssl.SSLContext | None = None) -> None:
        self.heads: list[bytes] = []
        self.ended = threading.Event()
        self._script = script
        self._tls = tls
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._acceptor = threading.Thread(target=self._accept, name="scripted server")
        self._acceptor.start()
        return self

    def __exit__(self, *_: object) -> None:
        _shut(self._listener)
        self._listener.close()
        with self._lock:
            for sock in self._open:
                _shut(sock)
        self._acceptor.join(5)
        for thread in self._threads:
            thread.join(5)

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"{'wss' if self._tls else 'ws'}://{host}:{self.port}{path}"

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(sock,), name="scripted connection")
            self._threads.append(thread)
            thread.start()

    def _serve(self, raw: socket.socket) -> None:
        with self._lock:
            handle = raw.dup()
            self._open.add(handle)
        sock = raw
        try:
            if self._tls is not None:
                sock = self._tls.wrap_socket(raw, server_side=True)
            self._script(_Noting(sock, self.heads))  # type: ignore[arg-type]
        except OSError:
            pass
        finally:
            sock.close()
            with self._lock:
                self._open.discard(handle)
            handle.close()
            self.ended.set()


class _Noting:
    """A socket that notes the request heads read from it."""

    def __init__(self, sock: socket.socket, heads: list[bytes]) -> None:
        self._sock = sock
        self.heads = heads

    def __getattr__(self, name: str) -> object:
        return getattr(self._sock, name)


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def read_head(sock: socket.socket) -> bytes:
    """The request, up to its empty line."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = sock.recv(1)
        if not byte:
            raise ConnectionError("no whole request")
        head += byte
    heads = getattr(sock, "heads", None)
    if heads is not None:
        heads.append(head)
    return head


def upgrade(head: bytes, *more: str) -> bytes:
    """The answer that accepts the handshake `head`, with `more` header lines."""
    lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    accept = base64.b64encode(hashlib.sha1(lines[b"Sec-WebSocket-Key"] + _GUID).digest()).decode()
    return "\r\n".join(
        [
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Accept: {accept}",
            *more,
            "\r\n",
        ]
    ).encode()


def drain(sock: socket.socket) -> bytes:
    """Read until the other end closes; return all of it."""
    got = b""
    with contextlib.suppress(ConnectionError):
        while block := sock.recv(65536):
            got += block
    return got


def answering(answer: bytes) -> Script:
    """Read the request, send `answer`, and wait for the client to leave."""

    def script(sock: socket.socket) -> None:
        read_head(sock)
        sock.sendall(answer)
        drain(sock)

    return script


def upgrading(frames: bytes = b"", *more: str) -> Script:
    """Accept the handshake with `more` header lines, send `frames` right behind, and wait for the client to leave."""

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock), *more) + frames)
        drain(sock)

    return script
