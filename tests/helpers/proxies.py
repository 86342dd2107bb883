"""Small proxies to go through: HTTP CONNECT, SOCKS4a and SOCKS5."""

import base64
import contextlib
import socket
import threading
from dataclasses import dataclass, field

from tests.helpers.scripted import Script, read_head

__all__ = ["Log", "connect_proxy", "relay", "socks4_proxy", "socks5_proxy"]


@dataclass
class Log:
    """The hosts and ports that a proxy was asked for."""

    asked: list[str] = field(default_factory=list)


def connect_proxy(log: Log, *, to: int, login: str = "", refusal: str = "", dribble: bool = False) -> Script:
    """HTTP CONNECT to port `to` of loopback, whatever is asked for.

    login: "user:password" that it wants. refusal: a status line to answer with. dribble: answer in single bytes.
    """
    wanted = b"Proxy-Authorization: Basic " + base64.b64encode(login.encode())

    def script(sock: socket.socket) -> None:
        head = read_head(sock)
        log.asked.append(head.split()[1].decode())
        if refusal or (login and wanted not in head):
            status = refusal or "407 Proxy Authentication Required"
            sock.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        answer = b"HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"
        for piece in [answer[i : i + 1] for i in range(len(answer))] if dribble else [answer]:
            sock.sendall(piece)
        relay(sock, to)

    return script


def socks5_proxy(log: Log, *, to: int, login: str = "", reply: int = 0) -> Script:
    """SOCKS5 (RFC 1928, 1929). `reply` other than 0 refuses the connection."""

    def script(sock: socket.socket) -> None:
        _, count = _exactly(sock, 2)
        methods = _exactly(sock, count)
        method = 2 if login else 0
        if method not in methods:
            sock.sendall(b"\x05\xff")
            return
        sock.sendall(bytes([5, method]))
        if login:
            user = _exactly(sock, _exactly(sock, 2)[1])
            password = _exactly(sock, _exactly(sock, 1)[0])
            good = b":".join([user, password]) == login.encode()
            sock.sendall(b"\x01\x00" if good else b"\x01\x01")
            if not good:
                return
        kind = _exactly(sock, 4)[3]
        if kind == 3:
            host = _exactly(sock, _exactly(sock, 1)[0]).decode()
        else:
            size, family = (4, socket.AF_INET) if kind == 1 else (16, socket.AF_INET6)
            host = socket.inet_ntop(family, _exactly(sock, size))
        log.asked.append(f"{host}:{int.from_bytes(_exactly(sock, 2), 'big')}")
        sock.sendall(bytes([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        if not reply:
            relay(sock, to)

    return script


def socks4_proxy(log: Log, *, to: int) -> Script:
    """SOCKS4 and 4a."""

    def script(sock: socket.socket) -> None:
        head = _exactly(sock, 8)
        _until_nul(sock)
        address = head[4:8]
        host = _until_nul(sock).decode() if address[:3] == b"\0\0\0" else socket.inet_ntoa(address)
        log.asked.append(f"{host}:{int.from_bytes(head[2:4], 'big')}")
        sock.sendall(b"\x00\x5a" + bytes(6))
        relay(sock, to)

    return script


def relay(sock: socket.socket, port: int) -> None:
    """Carry bytes both ways until one side closes."""
    with socket.create_connection(("127.0.0.1", port)) as server:
        back = threading.Thread(target=_pump, args=(server, sock))
        back.start()
        _pump(sock, server)
        back.join(5)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def _exactly(sock: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        block = sock.recv(size - len(got))
        if not block:
            raise ConnectionError("the client left")
        got += block
    return got


def _until_nul(sock: socket.socket) -> bytes:
    got = b""
    while (byte := _exactly(sock, 1)) != b"\0":
        got += byte
    return got
