"""An open connection: reading, writing, and every way it can end. Over ws and wss."""

import asyncio
import gc
import os
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.clock import SystemClock
from monitor.core.errors import ConnectionLost, FeedscopeError, ProtocolError, UsageError
from monitor.net.endpoint import Endpoint
from monitor.net.transport import connect
from monitor.wire.received import Close, Ping, Pong
from tests.helpers.certificates import Authority
from tests.helpers.connecting import Watcher, open_connection
from tests.helpers.scripted import Script, ScriptedServer, drain, read_head, upgrade, upgrading
from tests.helpers.wire import frame

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Site:
    """Where the servers of a test stand: with TLS or without."""

    def __init__(self, authority: Authority | None) -> None:
        self._tls = authority.server() if authority else None
        self._ca = str(authority.file) if authority else ""

    def serve(self, script: Script) -> ScriptedServer:
        return ScriptedServer(script, tls=self._tls)

    async def watch(self, server: ScriptedServer, **more: object) -> Watcher:
        return Watcher(await open_connection(server.url(), ca=self._ca, **more))

    async def open(self, server: ScriptedServer) -> object:
        return await open_connection(server.url(), ca=self._ca)


@pytest.fixture(params=["ws", "wss"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    return Site(Authority.make(tmp_path) if request.param == "wss" else None)


@pytest.fixture(autouse=True)
def _no_socket_left() -> Iterator[None]:
    """A socket that is forgotten instead of closed warns when it is collected, and warnings fail."""
    yield
    gc.collect()


def unmask(data: bytes) -> list[tuple[int, bytes]]:
    """The client's frames in `data`, which must all be whole, final and masked."""
    frames = []
    while data:
        first, second = data[:2]
        assert first & second & 0x80
        size, start = second & 0x7F, 2
        if size == 126:
            size, start = struct.unpack("!H", data[2:4])[0], 4
        elif size == 127:
            size, start = struct.unpack("!Q", data[2:10])[0], 10
        mask, payload = data[start : start + 4], data[start + 4 : start + 4 + size]
        assert len(payload) == size
        frames.append((first & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))))
        data = data[start + 4 + size :]
    return frames


def catching(into: list[bytes], frames: bytes = b"") -> Script:
    """Accept, send `frames`, and keep all that the client sends."""

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)) + frames)
        into.append(drain(sock))

    return script


async def test_frames_that_come_with_the_handshake_are_not_lost(site: Site) -> None:
    with site.serve(upgrading(frame(TEXT, b"one") + frame(BINARY, b"two") + frame(TEXT, b"thr")[:3])) as server:
        watcher = await site.watch(server)
        await watcher.until(lambda: len(watcher.messages) == 2)
        assert watcher.messages == [b"one", b"two"]
        await watcher.leave()


async def test_a_flood_arrives_whole_and_in_order(site: Site) -> None:
    count = 40_000
    flood = b"".join(frame(TEXT, f'{{"i":{i}}}'.encode()) for i in range(count))

    with site.serve(upgrading(flood)) as server:
        watcher = await site.watch(server)
        await watcher.until(lambda: len(watcher.messages) == count)
        assert watcher.messages == [f'{{"i":{i}}}'.encode() for i in range(count)]
        assert watcher.size == len(flood)
        await watcher.leave()


async def test_pausing_holds_the_server_back_and_loses_nothing(site: Site) -> None:
    count, payload = 4_000, b"x" * 8_000

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        for i in range(count):
            sock.sendall(frame(TEXT, b"%d " % i + payload))
        drain(sock)

    with site.serve(script) as server:
        watcher = await site.watch(server)
        await watcher.until(lambda: len(watcher.messages) > 10)
        watcher.connection.pause()
        assert watcher.connection.paused
        before = len(watcher.messages)
        for _ in range(50):
            await asyncio.sleep(0.002)
        assert len(watcher.messages) == before < count
        watcher.connection.resume()
        await watcher.until(lambda: len(watcher.messages) == count)
        assert [int(message.split()[0]) for message in watcher.messages] == list(range(count))
        await watcher.leave()


async def test_pausing_from_within_a_report_and_resuming_many_times_loses_nothing(site: Site) -> None:
    count = 20_000
    flood = b"".join(frame(TEXT, b"%d" % i) + frame(BINARY, b"y" * (i % 300)) for i in range(count))
    with site.serve(upgrading(flood)) as server:
        connection = await open_connection(server.url(), ca=site._ca)
        got: list[bytes] = []
        lost = asyncio.Event()
        loop = asyncio.get_running_loop()

        def on_received(received: object, size: int, wall: float) -> None:
            got.extend(received.messages)  # type: ignore[attr-defined]
            connection.pause()
            loop.call_soon(connection.resume)
            if len(got) == 2 * count:
                connection.close()

        connection.start(on_received, lambda _: lost.set())
        await lost.wait()
        assert [int(message) for message in got[::2]] == list(range(count))


async def test_a_connection_paused_before_its_start_reports_nothing_until_it_is_resumed(site: Site) -> None:
    with site.serve(upgrading(frame(TEXT, b"early"))) as server:
        connection = await open_connection(server.url(), ca=site._ca)
        connection.pause()
        watcher = Watcher(connection)
        for _ in range(20):
            await asyncio.sleep(0.002)
        assert watcher.messages == []
        connection.resume()
        await watcher.until(lambda: watcher.messages == [b"early"])
        await watcher.leave()


async def test_pings_are_answered_with_their_payload(site: Site) -> None:
    sent: list[bytes] = []
    with site.serve(catching(sent, frame(PING, b"a") + frame(TEXT, b"t") + frame(PING, b""))) as server:
        watcher = await site.watch(server)
        await watcher.until(lambda: watcher.messages == [b"t"])
        assert watcher.control == [Ping(b"a"), Ping(b"")]
        await watcher.leave()
    assert unmask(sent[0])[:2] == [(PONG, b"a"), (PONG, b"")]


async def test_what_is_sent_arrives_masked_and_as_meant(site: Site) -> None:
    sent: list[bytes] = []
    big = os.urandom(300_000)
    with site.serve(catching(sent)) as server:
        watcher = await site.watch(server)
        watcher.connection.send_text("grüß")
        watcher.connection.send_text(b"bytes")
        watcher.connection.send_binary(big)
        watcher.connection.send_ping(b"p")
        watcher.connection.send_text("")
        watcher.connection.close()
        await watcher.end()
    assert unmask(sent[0]) == [
        (TEXT, "grüß".encode()),
        (TEXT, b"bytes"),
        (BINARY, big),
        (PING, b"p"),
        (TEXT, b""),
        (CLOSE, struct.pack("!H", 1000)),
    ]


async def test_sending_may_begin_before_reading(site: Site) -> None:
    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        sock.recv(100)
        sock.sendall(frame(TEXT, b"thanks"))
        drain(sock)

    with site.serve(script) as server:
        connection = await open_connection(server.url(), ca=site._ca)
        connection.send_text("subscribe")
        watcher = Watcher(connection)
        await watcher.until(lambda: watcher.messages == [b"thanks"])
        await watcher.leave()


async def test_large_messages_go_out_piece_by_piece_while_others_come_in(site: Site) -> None:
    payload = os.urandom(900_000)
    echo: list[bytes] = []

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        got = b""
        while len(got) < len(payload) + 14:
            sock.sendall(frame(TEXT, b"tick"))
            got += sock.recv(10_000)
        echo.append(got)
        sock.sendall(frame(TEXT, b"done"))
        drain(sock)

    with site.serve(script) as server:
        watcher = await site.watch(server)
        watcher.connection.send_binary(payload)
        await watcher.until(lambda: watcher.messages[-1:] == [b"done"])
        assert unmask(echo[0]) == [(BINARY, payload)]
        await watcher.leave()


async def test_a_server_that_takes_no_data_is_given_up_before_memory_fills(site: Site) -> None:
    over = threading.Event()

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        over.wait(20)

    with site.serve(script) as server:
        watcher = await site.watch(server)
        for _ in range(400):
            watcher.connection.send_binary(bytes(100_000))
        error = await watcher.end()
        over.set()
    assert isinstance(error, ConnectionLost)
    assert "takes no data" in error.what


@pytest.mark.parametrize(
    ("body", "code", "words", "echo"),
    [
        (struct.pack("!H", 1000), 1000, "the server closed the connection (1000)", struct.pack("!H", 1000)),
        (struct.pack("!H", 1001) + b"bye", 1001, "the server went away (1001): bye", struct.pack("!H", 1001)),
        (struct.pack("!H", 1012), 1012, "the server restarts (1012)", struct.pack("!H", 1012)),
        (
            struct.pack("!H", 4001) + b"x",
            4001,
            "the server closed with its own code (4001): x",
            struct.pack("!H", 4001),
        ),
        (b"", 1005, "the server closed the connection without a code (1005)", b""),
    ],
)
async def test_a_close_is_echoed_and_told_in_words(site: Site, body: bytes, code: int, words: str, echo: bytes) -> None:
    sent: list[bytes] = []
    with site.serve(catching(sent, frame(TEXT, b"last") + frame(CLOSE, body))) as server:
        watcher = await site.watch(server)
        error = await watcher.end()
        assert watcher.messages == [b"last"]
        assert isinstance(watcher.control[0], Close)
    assert isinstance(error, ConnectionLost)
    assert (error.code, error.what) == (code, words)
    assert unmask(sent[0]) == [(CLOSE, echo)]


async def test_a_secret_repeated_in_a_close_reason_is_not_shown(site: Site) -> None:
    body = struct.pack("!H", 4401) + b"bad token s3cr3t-t0ken"
    with site.serve(upgrading(frame(CLOSE, body))) as server:
        watcher = Watcher(await open_connection(server.url("/?token=s3cr3t-t0ken"), ca=site._ca))
        error = await watcher.end()
    assert "s3cr3t" not in str(error)
    assert "bad token" in str(error)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"\xf1\x00", 1002),
        (b"\x83\x01x", 1002),
        (frame(CLOSE, struct.pack("!H", 1006)), 1002),
        (b"\x82\x7f" + struct.pack("!Q", 1 << 40), 1009),
    ],
)
async def test_a_broken_frame_is_answered_with_its_code_and_ends_the_connection(
    site: Site, bad: bytes, code: int
) -> None:
    sent: list[bytes] = []
    with site.serve(catching(sent, frame(TEXT, b"good") + bad)) as server:
        watcher = await site.watch(server)
        error = await watcher.end()
        assert watcher.messages == [b"good"]
    assert isinstance(error, ProtocolError)
    assert error.code == code
    ((opcode, payload),) = unmask(sent[0])
    assert (opcode, payload[:2]) == (CLOSE, struct.pack("!H", code))


@pytest.mark.parametrize(("end", "code"), [(frame(CLOSE, struct.pack("!H", 1000)), 1000), (b"\xf1\x00", 1002)])
async def test_an_answer_to_a_message_goes_out_before_the_close(site: Site, end: bytes, code: int) -> None:
    sent: list[bytes] = []
    with site.serve(catching(sent, frame(TEXT, b"question") + frame(PING, b"1") + end)) as server:
        connection = await open_connection(server.url(), ca=site._ca)
        over = asyncio.Event()
        connection.on_closed(over.set)
        connection.start(lambda *_: connection.send_text("answer"), lambda _: None)
        await over.wait()
    assert [(opcode, payload[:2]) for opcode, payload in unmask(sent[0])] == [
        (PONG, b"1"),
        (TEXT, b"an"),
        (CLOSE, struct.pack("!H", code)),
    ]


async def test_text_is_checked_where_that_is_asked_for(site: Site) -> None:
    sent: list[bytes] = []
    with site.serve(catching(sent, frame(BINARY, b"\xff") + frame(TEXT, b"\xff"))) as server:
        watcher = await site.watch(server, check_utf8=True)
        error = await watcher.end()
    assert watcher.messages == [b"\xff"]
    assert isinstance(error, ProtocolError)
    assert error.code == 1007
    assert unmask(sent[0])[0][1][:2] == struct.pack("!H", 1007)


async def test_an_end_in_the_middle_of_a_frame_is_a_cut(site: Site) -> None:
    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)) + frame(TEXT, b"whole") + frame(TEXT, b"x" * 50)[:20])

    with site.serve(script) as server:
        watcher = await site.watch(server)
        error = await watcher.end()
        assert watcher.messages == [b"whole"]
    assert isinstance(error, ConnectionLost)
    assert (error.code, error.what) == (1006, "the connection was cut without a close (1006)")


async def test_a_reset_is_told_as_such() -> None:
    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        sock.recv(100)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with ScriptedServer(script) as server:
        # A duplicate held by the server's own bookkeeping would keep the connection open.
        watcher = Watcher(await open_connection(server.url()))
        watcher.connection.send_text("go")
        error = await watcher.end()
    assert isinstance(error, ConnectionLost)
    assert (error.code, error.what) == (1006, "the server reset the connection (1006)")


async def test_closing_waits_for_the_answer_and_delivers_what_still_comes(site: Site) -> None:
    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        assert unmask(sock.recv(200)) == [(CLOSE, struct.pack("!H", 1001) + b"off")]
        sock.sendall(frame(TEXT, b"late") + frame(CLOSE, struct.pack("!H", 1001)))
        drain(sock)

    with site.serve(script) as server:
        watcher = await site.watch(server)
        closed: list[str] = []
        watcher.connection.on_closed(lambda: closed.append("before"))
        watcher.connection.close(1001, "off")
        watcher.connection.close()
        watcher.connection.send_text("too late to be sent")
        error = await watcher.end()
        watcher.connection.on_closed(lambda: closed.append("after"))
        await asyncio.sleep(0)
        assert watcher.messages == [b"late"]
        assert closed == ["before", "after"]
    assert isinstance(error, ConnectionLost)
    assert error.what == "the connection was closed from here (1001)"


async def test_a_server_that_ignores_a_close_is_left_after_a_second(site: Site) -> None:
    with site.serve(upgrading()) as server:
        watcher = await site.watch(server)
        loop = asyncio.get_running_loop()
        started = loop.time()
        watcher.connection.close()
        error = await watcher.end()
        assert 0.9 < loop.time() - started < 3
    assert isinstance(error, ConnectionLost)
    assert error.code == 1000


async def test_a_close_reason_is_cut_to_what_a_frame_holds(site: Site) -> None:
    sent: list[bytes] = []
    with site.serve(catching(sent)) as server:
        watcher = await site.watch(server)
        watcher.connection.close(4000, "ü" * 200)
        await watcher.end()
    ((_, payload),) = unmask(sent[0])
    assert len(payload) <= 125
    assert payload[2:].decode() == "ü" * 61


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 2999, 5000])
async def test_codes_that_must_not_be_sent_are_refused(code: int) -> None:
    with ScriptedServer(upgrading()) as server:
        watcher = Watcher(await open_connection(server.url()))
        with pytest.raises(UsageError):
            watcher.connection.close(code)
        with pytest.raises(UsageError):
            watcher.connection.send_ping(bytes(126))
        watcher.connection.abort()
        await watcher.end()


async def test_abort_ends_at_once_and_reports_once(site: Site) -> None:
    with site.serve(upgrading()) as server:
        watcher = await site.watch(server)
        watcher.connection.abort()
        watcher.connection.abort()
        watcher.connection.close()
        assert watcher.lost == []
        error = await watcher.end()
        assert server.ended.wait(5)
    assert isinstance(error, ConnectionLost)


async def test_a_connection_aborted_before_its_start_still_reports_its_end(site: Site) -> None:
    with site.serve(upgrading()) as server:
        early = await open_connection(server.url(), ca=site._ca)
        early.abort()
        await Watcher(early).end()
        late = await open_connection(server.url(), ca=site._ca)
        late.abort()
        await asyncio.sleep(0)
        await Watcher(late).end()


async def test_pongs_are_reported(site: Site) -> None:
    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        ((_, payload),) = unmask(sock.recv(200))
        sock.sendall(frame(PONG, payload))
        drain(sock)

    with site.serve(script) as server:
        watcher = await site.watch(server)
        watcher.connection.send_ping(b"42")
        await watcher.until(lambda: watcher.control == [Pong(b"42")])
        await watcher.leave()


async def test_ending_from_within_a_report_is_allowed(site: Site) -> None:
    with site.serve(upgrading(frame(TEXT, b"a") + frame(CLOSE, struct.pack("!H", 1000)))) as server:
        connection = await open_connection(server.url(), ca=site._ca)
        lost: list[FeedscopeError] = []
        over = asyncio.Event()
        connection.on_closed(over.set)
        connection.start(lambda *_: connection.abort(), lost.append)
        await over.wait()
        assert len(lost) == 1


async def test_what_was_negotiated_is_told(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    with ScriptedServer(upgrading(b"", "Sec-WebSocket-Protocol: B"), tls=authority.server()) as server:
        watcher = Watcher(await open_connection(server.url(), ca=str(authority.file), subprotocols=("a", "B")))
        told = watcher.connection.negotiated
        await watcher.leave()
    assert (told.subprotocol, told.compression, told.proxy) == ("B", None, None)
    assert told.peer == f"127.0.0.1:{server.port}"
    assert told.tls == "TLSv1.3"
    assert told.expires is not None
    assert told.expires > SystemClock().wall()
    assert [step.name for step in told.steps] == ["name look-up", "connection", "TLS", "WebSocket handshake"]
    assert all(0 <= step.seconds < 5 for step in told.steps)


async def test_many_tls_records_at_once_wake_the_reader_only_as_often_as_needed(tmp_path: Path) -> None:
    """Everything that TLS has already taken from the socket must be read without a further wake-up."""
    authority = Authority.make(tmp_path)
    messages = [b"%d" % i for i in range(500)]

    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        for message in messages:
            sock.sendall(frame(TEXT, message))
        sock.recv(1)
        sock.sendall(b"".join(frame(TEXT, message) for message in messages))
        drain(sock)

    with ScriptedServer(script, tls=authority.server()) as server:
        connection = await connect(Endpoint(server.url(), ca=str(authority.file), proxy="none"), clock=SystemClock())
        watcher = Watcher(connection)
        await watcher.until(lambda: len(watcher.messages) == 500)
        connection.send_text("more")
        await watcher.until(lambda: len(watcher.messages) == 1000)
        assert watcher.messages == messages * 2
        await watcher.leave()
