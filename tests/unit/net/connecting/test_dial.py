"""Everything that can go wrong on the way to an open WebSocket, each with a server that does it."""

import asyncio
import gc
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.errors import Fault
from monitor.net.connecting.resolve import Place
from tests.helpers.certificates import Authority
from tests.helpers.connecting import Watcher, failure, happened, names, open_connection
from tests.helpers.scripted import Script, ScriptedServer, answering, drain, read_head, upgrade, upgrading

SHORT = 0.4


@pytest.fixture(autouse=True)
def _no_socket_left() -> Iterator[None]:
    """A socket that is forgotten instead of closed warns when it is collected, and warnings fail."""
    yield
    gc.collect()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.make(tmp_path)


def dribbling(answer: bytes, *, every: float = 0.02) -> Script:
    """Answer byte by byte, without an end."""

    def script(sock: socket.socket) -> None:
        read_head(sock)
        for byte in itertools.chain(answer, itertools.repeat(ord("x"))):
            sock.sendall(bytes([byte]))
            time.sleep(every)

    return script


# --- name and TCP -----------------------------------------------------------------------------------------------


async def test_an_unknown_host() -> None:
    error = await failure("ws://nowhere.test/", resolver=names())
    assert error.fault is Fault.DNS
    assert error.what == "the host name nowhere.test is unknown"


async def test_a_name_server_that_does_not_answer_now() -> None:
    def resolver(host: str, port: int) -> list[object]:
        raise socket.gaierror(socket.EAI_AGAIN, "again")

    error = await failure("ws://feed.test/", resolver=resolver)
    assert error.fault is Fault.DNS
    assert "now" in error.what


async def test_a_look_up_that_hangs() -> None:
    release = threading.Event()

    def resolver(host: str, port: int) -> list[object]:
        release.wait(20)
        return []

    error = await failure("ws://feed.test/", resolver=resolver, connect_seconds=0.1)
    release.set()
    assert error.fault is Fault.TIMEOUT
    assert error.what == "the name look-up of feed.test gave no answer within 0.1 s"


async def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    error = await failure(f"ws://127.0.0.1:{port}/")
    assert error.fault is Fault.REFUSED
    assert f"127.0.0.1:{port}" in error.what


async def test_a_network_that_cannot_be_reached() -> None:
    def resolver(host: str, port: int) -> list[object]:
        return [Place(socket.AF_INET, ("255.255.255.255", port))]

    error = await failure("ws://feed.test/", resolver=resolver)
    assert error.fault is Fault.UNREACHABLE


# --- TLS --------------------------------------------------------------------------------------------------------


async def test_a_certificate_for_another_host_tells_which(authority: Authority) -> None:
    tls = authority.server("other.example", "also.example")
    with ScriptedServer(upgrading(), tls=tls) as server:
        error = await failure(server.url(), ca=str(authority.file))
    assert error.fault is Fault.TLS_NAME
    assert "is not for 127.0.0.1" in error.what
    assert error.advice == "It is for other.example, also.example"


async def test_a_certificate_of_an_unknown_authority(authority: Authority) -> None:
    with ScriptedServer(upgrading(), tls=authority.server()) as server:
        error = await failure(server.url())
    assert error.fault is Fault.TLS_CHAIN
    assert "tls.ca" in error.advice


async def test_an_expired_certificate(authority: Authority) -> None:
    with ScriptedServer(upgrading(), tls=authority.server(expired=True)) as server:
        error = await failure(server.url(), ca=str(authority.file))
    assert error.fault is Fault.TLS_EXPIRED


async def test_the_name_is_checked_whatever_address_it_has(authority: Authority) -> None:
    with ScriptedServer(upgrading(), tls=authority.server("feed.test")) as server:
        watcher = Watcher(
            await open_connection(
                server.url(host="feed.test"), ca=str(authority.file), resolver=names(feed_test="127.0.0.1")
            )
        )
        await watcher.leave()


async def test_wss_to_a_plain_port() -> None:
    def script(sock: socket.socket) -> None:
        sock.recv(1000)
        sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with ScriptedServer(script) as server:
        error = await failure(server.url().replace("ws://", "wss://"))
    assert error.fault is Fault.TLS
    assert "ws://" in error.advice


async def test_ws_to_a_tls_port(authority: Authority) -> None:
    with ScriptedServer(upgrading(), tls=authority.server()) as server:
        error = await failure(server.url().replace("wss://", "ws://"))
    assert error.fault in (Fault.NOT_WEBSOCKET, Fault.RESET)
    assert "wss://" in error.advice


async def test_a_tls_handshake_that_never_begins() -> None:
    with ScriptedServer(drain) as server:
        started = time.monotonic()
        error = await failure(server.url().replace("ws://", "wss://"), connect_seconds=SHORT)
    assert error.fault is Fault.TIMEOUT
    assert "did not finish the TLS handshake within 0.4 s" in error.what
    assert time.monotonic() - started < 3


async def test_a_tls_handshake_that_dribbles(authority: Authority) -> None:
    """One byte at a time of a true TLS answer, so that each single read succeeds in time."""

    def script(sock: socket.socket) -> None:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = authority.server().wrap_bio(incoming, outgoing, server_side=True)
        incoming.write(sock.recv(4096))
        with pytest.raises(ssl.SSLWantReadError):
            tls.do_handshake()
        for byte in outgoing.read():
            sock.sendall(bytes([byte]))
            time.sleep(0.02)

    with ScriptedServer(script) as server:
        started = time.monotonic()
        url = server.url().replace("ws://", "wss://")
        error = await failure(url, ca=str(authority.file), connect_seconds=SHORT)
    assert error.fault is Fault.TIMEOUT
    assert "TLS" in error.what
    assert time.monotonic() - started < 3


async def test_a_server_that_cuts_the_tls_handshake() -> None:
    with ScriptedServer(lambda sock: sock.recv(10) and None) as server:
        error = await failure(server.url().replace("ws://", "wss://"))
    assert error.fault is Fault.RESET


async def test_a_client_certificate_is_shown_where_it_is_asked_for(authority: Authority, tmp_path: Path) -> None:
    certificate, key = authority.client_files(tmp_path)
    with ScriptedServer(upgrading(), tls=authority.asking()) as server:
        with_it = await open_connection(server.url(), ca=str(authority.file), certificate=certificate, key=key)
        await Watcher(with_it).leave()
        without = await failure(server.url(), ca=str(authority.file))
    assert without.fault in (Fault.TLS_CLIENT, Fault.RESET)


@pytest.mark.parametrize("content", [None, b"no PEM at all"])
async def test_tls_files_that_cannot_be_used(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "file.pem"
    if content is not None:
        file.write_bytes(content)
    for which in ("ca", "certificate"):
        error = await failure("wss://127.0.0.1:1/", **{which: str(file)})
        assert error.fault is Fault.INVALID
        assert str(file) in error.advice


async def test_only_http_1_is_offered_over_tls(authority: Authority) -> None:
    tls = authority.server()
    tls.set_alpn_protocols(["h2", "http/1.1"])
    chosen: list[str | None] = []

    def script(sock: ssl.SSLSocket) -> None:
        chosen.append(sock.selected_alpn_protocol())
        upgrading()(sock)

    with ScriptedServer(script, tls=tls) as server:  # type: ignore[arg-type]
        await Watcher(await open_connection(server.url(), ca=str(authority.file))).leave()
    assert chosen == ["http/1.1"]


# --- handshake --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 101 Switching Protocols\r\nX: "])
async def test_a_handshake_that_dribbles(answer: bytes) -> None:
    with ScriptedServer(dribbling(answer or b"HTTP/1.1 ")) as server:
        started = time.monotonic()
        error = await failure(server.url(), connect_seconds=SHORT)
    assert error.fault is Fault.TIMEOUT
    assert error.what == f"127.0.0.1:{server.port} did not finish the WebSocket handshake within 0.4 s"
    assert time.monotonic() - started < 3


async def test_a_handshake_without_an_answer() -> None:
    with ScriptedServer(drain) as server:
        error = await failure(server.url(), connect_seconds=0.1)
    assert error.fault is Fault.TIMEOUT


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 101 Switching Protocols\r\nX: " + b"x" * 2_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n" + b"X-Many: 1\r\n" * 200_000 + b"\r\n",
    ],
)
async def test_an_endless_head(head: bytes) -> None:
    with ScriptedServer(answering(head)) as server:
        started = time.monotonic()
        error = await failure(server.url())
    assert error.fault is Fault.TOO_LARGE
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("answer", "fault", "words"),
    [
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", Fault.NOT_WEBSOCKET, "is an SSH server"),
        (b"\x00\x01\x02garbage", Fault.NOT_WEBSOCKET, "does not speak HTTP"),
        (b"220 mail.example ESMTP\r\n", Fault.NOT_WEBSOCKET, "does not speak HTTP"),
        (b"\x15\x03\x01\x00\x02\x02\x46", Fault.NOT_WEBSOCKET, "expects TLS"),
        (b"HTTP/1.1 hello\r\n\r\n", Fault.NOT_WEBSOCKET, "broken answer"),
        (b"HTTP/1.1 101 x\r\n\r\n", Fault.NOT_WEBSOCKET, "not as a WebSocket must"),
        (
            b"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n",
            Fault.NOT_WEBSOCKET,
            "not as a WebSocket must",
        ),
        (b"HTTP/1.1 101 x\r\nUpgrade websocket\r\n\r\n", Fault.NOT_WEBSOCKET, "not as a WebSocket must"),
        (b"HTTP/1.1 101 x\r\nX: \xff\xfe\r\n\r\n", Fault.NOT_WEBSOCKET, "not as a WebSocket must"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
            Fault.NOT_WEBSOCKET,
            "as a web server",
        ),
        (b"HTTP/1.1 401 x\r\nContent-Length: 7\r\n\r\nno key!", Fault.UNAUTHORISED, "no key!"),
        (b"HTTP/1.1 401 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", Fault.UNAUTHORISED, "401"),
        (b"HTTP/1.1 403 x\r\n\r\n", Fault.FORBIDDEN, "403"),
        (b"HTTP/1.1 404 x\r\n\r\n", Fault.NOT_FOUND, "404"),
        (b"HTTP/1.1 500 x\r\n\r\n", Fault.SERVER, "500"),
        (b"HTTP/1.1 301 x\r\nLocation: https://b.example/?token=abcdef\r\n\r\n", Fault.REDIRECT, "b.example/?token=…"),
        (b"HTTP/1.1 307 x\r\n\r\n", Fault.NOT_WEBSOCKET, "307"),
    ],
)
async def test_answers_that_are_no_welcome(answer: bytes, fault: Fault, words: str) -> None:
    with ScriptedServer(answering(answer)) as server:
        error = await failure(server.url())
    assert error.fault is fault
    assert words in error.what
    assert error.advice or fault is Fault.SERVER


async def test_a_server_that_leaves_without_a_word() -> None:
    with ScriptedServer(lambda sock: read_head(sock) and None) as server:
        error = await failure(server.url())
    assert error.fault is Fault.RESET


async def test_retry_after_is_obeyed_in_seconds_and_as_a_date() -> None:
    soon = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3600))
    for value, low, high in (("30", 30, 30), (soon, 3590, 3600)):
        with ScriptedServer(answering(f"HTTP/1.1 429 x\r\nRetry-After: {value}\r\n\r\n".encode())) as server:
            error = await failure(server.url())
        assert error.fault is Fault.RATE_LIMITED
        assert error.retry_after is not None
        assert low <= error.retry_after <= high
    with ScriptedServer(answering(b"HTTP/1.1 503 x\r\nretry-after: 5\r\n\r\n")) as server:
        assert (await failure(server.url())).retry_after == 5


async def test_the_body_of_a_refusal_is_not_waited_for() -> None:
    """Neither its whole length is read, nor does a short one hide the status."""
    for promised, sent in ((20_000_000, b"x" * 100_000), (500, b"only this")):
        head = f"HTTP/1.1 401 x\r\nContent-Length: {promised}\r\n\r\n".encode()
        with ScriptedServer(answering(head + sent)) as server:
            started = time.monotonic()
            error = await failure(server.url())
        assert error.fault is Fault.UNAUTHORISED
        assert time.monotonic() - started < 3


async def test_a_refusal_without_a_length_is_read_to_its_end_so_that_no_reset_meets_the_server() -> None:
    ends: list[bytes | OSError] = []

    def script(sock: socket.socket) -> None:
        read_head(sock)
        sock.sendall(b"HTTP/1.1 404 x\r\n\r\n")
        time.sleep(0.05)
        sock.sendall(b"there is nothing")
        sock.shutdown(socket.SHUT_WR)
        try:
            ends.append(sock.recv(100))
        except OSError as error:
            ends.append(error)

    with ScriptedServer(script) as server:
        error = await failure(server.url())
    assert error.what.endswith("(404): there is nothing")
    assert ends == [b""]


async def test_a_refusal_without_an_end_is_not_waited_for() -> None:
    def script(sock: socket.socket) -> None:
        read_head(sock)
        sock.sendall(b"HTTP/1.1 404 x\r\n\r\nnothing")
        sock.recv(1)

    with ScriptedServer(script) as server:
        started = time.monotonic()
        error = await failure(server.url())
    assert error.what.endswith("(404): nothing")
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(
    ("offered", "answered", "words"),
    [
        (("a", "b"), (), "chose no subprotocol"),
        (("a", "b"), ("Sec-WebSocket-Protocol: c",), "chose the subprotocol 'c'"),
        (("a", "b"), ("Sec-WebSocket-Protocol: A",), "chose the subprotocol 'A'"),
        ((), ("Sec-WebSocket-Protocol: c",), "chose the subprotocol 'c'"),
    ],
)
async def test_a_subprotocol_that_was_not_offered(
    offered: tuple[str, ...], answered: tuple[str, ...], words: str
) -> None:
    with ScriptedServer(upgrading(b"", *answered)) as server:
        error = await failure(server.url(), subprotocols=offered)
    assert error.fault is Fault.SUBPROTOCOL
    assert words in error.what


@pytest.mark.parametrize(
    ("compression", "extension"),
    [
        (True, "x-unheard-of"),
        (True, "permessage-deflate; what=1"),
        (False, "permessage-deflate"),
    ],
)
async def test_an_extension_that_was_not_offered(compression: bool, extension: str) -> None:
    with ScriptedServer(upgrading(b"", f"Sec-WebSocket-Extensions: {extension}")) as server:
        error = await failure(server.url(), compression=compression)
    assert error.fault is Fault.NOT_WEBSOCKET
    assert "compression" in str(error)


# --- the request ------------------------------------------------------------------------------------------------


async def test_the_request_says_exactly_what_was_meant() -> None:
    with ScriptedServer(upgrading(b"", "Sec-WebSocket-Protocol: b")) as server:
        url = server.url("/p ath;version=1/x;y=2?q=ü&z={1}").replace("ws://", "WS://user:pw@")
        headers, cookies = (("X-Key", "k"),), (("a", "1"), ("b", "2"))
        connection = await open_connection(url, headers=headers, cookies=cookies, subprotocols=("a", "b"))
        await Watcher(connection).leave()
        lines = server.heads[0].decode().split("\r\n")
    assert lines[0] == "GET /p%20ath;version=1/x;y=2?q=%C3%BC&z={1} HTTP/1.1"
    host = f"127.0.0.1:{server.port}"
    for line in (
        f"Host: {host}",
        f"Origin: http://{host}",
        "X-Key: k",
        "Cookie: a=1; b=2",
        "Authorization: Basic dXNlcjpwdw==",
        "Sec-WebSocket-Protocol: a, b",
        "Sec-WebSocket-Version: 13",
    ):
        assert lines.count(line) == 1


async def test_cookies_of_one_feed_never_reach_another() -> None:
    """The library keeps one jar for the whole process; nothing may get into it."""
    greedy = upgrading(b"", "Set-Cookie: sid=1; Domain=feed.test", "set-cookie: t=2; Domain=.feed.test; Path=/")
    with ScriptedServer(greedy) as server:
        for cookies in ((("mine", "1"),), ()):
            connection = await open_connection(
                server.url(host="feed.test"), cookies=cookies, resolver=names(feed_test="127.0.0.1")
            )
            await Watcher(connection).leave()
        first, second = server.heads
    assert b"Cookie: mine=1\r\n" in first
    assert b"ookie" not in second


async def test_header_injection_is_stopped_before_anything_is_sent() -> None:
    with ScriptedServer(upgrading()) as server:
        error = await failure(server.url(), headers=(("X", "1\r\nX-Evil: 1"),))
        assert error.fault is Fault.INVALID
        assert server.heads == []


# --- giving up --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["ws://", "wss://"])
async def test_a_cancelled_connect_lets_go_of_its_socket_at_once(scheme: str) -> None:
    arrived = threading.Event()

    def script(sock: socket.socket) -> None:
        sock.recv(1)
        arrived.set()
        drain(sock)

    with ScriptedServer(script) as server:
        url = server.url().replace("ws://", scheme)
        task = asyncio.create_task(open_connection(url, connect_seconds=30.0))
        await happened(arrived)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert server.ended.wait(3)


async def test_many_cancelled_connects_leave_nothing_behind() -> None:
    with ScriptedServer(upgrading()) as server:
        for turns in range(60):
            task = asyncio.create_task(open_connection(server.url()))
            for _ in range(turns):
                await asyncio.sleep(0.0002)
            task.cancel()
            try:
                connection = await task
            except asyncio.CancelledError:
                continue
            connection.abort()
            await Watcher(connection).end()


async def test_a_request_that_goes_out_slowly_is_still_answered() -> None:
    def script(sock: socket.socket) -> None:
        answer = upgrade(read_head(sock))
        for piece in (answer[:5], answer[5:20], answer[20:-1], answer[-1:]):
            sock.sendall(piece)
            time.sleep(0.01)
        drain(sock)

    with ScriptedServer(script) as server:
        await Watcher(await open_connection(server.url())).leave()
