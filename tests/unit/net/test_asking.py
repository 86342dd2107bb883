"""An HTTP request before the connection, against servers that answer as they like."""

import asyncio
import socket
import threading
from pathlib import Path

import pytest

from monitor.core.clock import SystemClock
from monitor.core.errors import Fault, TransportError
from monitor.net.asking import fetch, request
from monitor.net.connecting.answer import Answer
from monitor.net.endpoint import Endpoint
from tests.helpers.certificates import Authority
from tests.helpers.scripted import ScriptedServer, answering, read_head

GOOD = b'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n{"a":1}and more'
CHUNKED = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n'


async def ask(server: ScriptedServer, **more: object) -> Answer:
    options = {"connect_seconds": 3.0, "proxy": "none", **more}
    return await fetch(Endpoint(server.url("/hub/negotiate?v=1"), **options), "POST", clock=SystemClock())


async def failure(script: bytes, **more: object) -> TransportError:
    with ScriptedServer(answering(script)) as server, pytest.raises(TransportError) as caught:
        await ask(server, **more)
    return caught.value


async def test_the_request_carries_headers_and_cookies_and_the_answer_comes_back() -> None:
    with ScriptedServer(answering(GOOD)) as server:
        answer = await ask(server, headers=(("X-Key", "k"),), cookies=(("c", "1"),), subprotocols=("x",))
    head = server.heads[0].decode()
    assert head.startswith("POST /hub/negotiate?v=1 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert "\r\nX-Key: k\r\n" in head
    assert "\r\nCookie: c=1\r\n" in head
    assert "\r\nContent-Length: 0\r\n" in head
    assert "Sec-WebSocket" not in head
    assert (answer.status, answer.body) == (200, b'{"a":1}')
    assert [value for name, value in answer.headers if name == "set-cookie"] == ["a=1", "b=2"]


async def test_a_body_in_chunks_is_put_together() -> None:
    with ScriptedServer(answering(CHUNKED)) as server:
        assert (await ask(server)).body == b'{"a":1}'


async def test_it_goes_over_tls_where_the_connection_does(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    with ScriptedServer(answering(GOOD), tls=authority.server()) as server:
        assert (await ask(server, ca=str(authority.file))).status == 200
        with pytest.raises(TransportError) as caught:
            await ask(server)
    assert caught.value.fault is Fault.TLS_CHAIN


@pytest.mark.parametrize(
    ("status", "fault"), [(401, Fault.UNAUTHORISED), (404, Fault.NOT_FOUND), (429, Fault.RATE_LIMITED)]
)
async def test_a_refusal_is_sorted_as_one_of_the_handshake(status: int, fault: Fault) -> None:
    error = await failure(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())
    assert error.fault is fault


async def test_what_is_no_http_is_told() -> None:
    assert (await failure(b"220 mail.example.org ESMTP\r\n\r\n")).fault is Fault.NOT_WEBSOCKET


async def test_a_server_that_dribbles_runs_out_of_time() -> None:
    def dribble(sock: socket.socket) -> None:
        read_head(sock)
        while True:
            sock.sendall(b"H")
            sock.settimeout(0.05)
            try:
                if not sock.recv(1):
                    return
            except TimeoutError:
                continue

    with ScriptedServer(dribble) as server, pytest.raises(TransportError) as caught:
        await ask(server, connect_seconds=0.5)
    assert caught.value.fault is Fault.TIMEOUT


async def test_cancelling_ends_it_at_once() -> None:
    asked = threading.Event()

    def silent(sock: socket.socket) -> None:
        read_head(sock)
        asked.set()
        sock.recv(1)

    with ScriptedServer(silent) as server:
        task = asyncio.ensure_future(ask(server, connect_seconds=60.0))
        assert await asyncio.to_thread(asked.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.ended.wait, 5)


async def test_a_body_is_sent_whole_and_an_answer_of_any_status_comes_back() -> None:
    denied = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}"
    with ScriptedServer(answering(denied)) as server:
        endpoint = Endpoint(server.url("/token"), connect_seconds=3.0, proxy="none")
        answer = await request(endpoint, "POST", body="grant=é".encode(), clock=SystemClock())
    assert (answer.status, answer.body) == (401, b"{}")
    assert "\r\nContent-Length: 8\r\n" in server.heads[0].decode()
