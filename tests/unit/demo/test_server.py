"""monitor.demo.server"""

import asyncio
import ssl
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import trustme
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from monitor.core.errors import FeedscopeError, UsageError
from monitor.demo.server import Play, Route, server_tls, start_server
from tests.helpers.servers import everything


def _say(*texts: str) -> Play:
    async def play(connection: ServerConnection) -> None:
        for text in texts:
            await connection.send(text)
        await connection.close(1000, "done")

    return play


async def _say_nothing(connection: ServerConnection) -> None:
    await asyncio.Event().wait()


async def test_each_route_has_a_path_of_its_own():
    async with await start_server(Route("a", _say("1")), Route("b", _say("2"))) as server:
        assert await everything(server.addresses["a"]) == (["1"], 1000, "done")
        assert await everything(server.addresses["b"]) == (["2"], 1000, "done")


async def test_the_addresses_name_loopback_and_the_port_that_was_picked():
    async with await start_server(Route("a", _say()), Route("b c", _say())) as server:
        assert server.addresses == {
            "a": f"ws://127.0.0.1:{server.port}/a",
            "b c": f"ws://127.0.0.1:{server.port}/b%20c",
        }
        assert server.port > 0


async def test_a_path_may_be_asked_for_quoted_by_its_alias_and_with_a_query():
    async with await start_server(Route("größe 1", _say("here"), aliases=("größe 1.jsonl",))) as server:
        for path in ("gr%C3%B6%C3%9Fe%201", "gr%C3%B6%C3%9Fe%201.jsonl", "gr%C3%B6%C3%9Fe%201?token=7"):
            messages, _, _ = await everything(f"ws://127.0.0.1:{server.port}/{path}")
            assert messages == ["here"]


async def test_an_unknown_path_is_answered_404_with_what_there_is():
    async with await start_server(Route("a", _say()), Route("b", _say())) as server:
        with pytest.raises(InvalidStatus) as refused:
            await everything(f"ws://127.0.0.1:{server.port}/c")
        assert refused.value.response.status_code == 404
        body = (refused.value.response.body or b"").decode()
        assert all(address in body for address in server.addresses.values())


async def test_a_web_browser_that_looks_at_the_root_is_told_what_there_is():
    async with await start_server(Route("a", _say())) as server:

        def look() -> tuple[int, str]:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=10)
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read().decode()
            return 200, ""

        status, body = await asyncio.to_thread(look)
        assert (status, server.addresses["a"] in body) == (404, True)


async def test_a_route_that_is_closed_answers_503_and_says_when_to_come_back():
    async with await start_server(Route("a", _say(), closed=lambda: 1.3)) as server:
        with pytest.raises(InvalidStatus) as refused:
            await everything(server.addresses["a"])
        assert refused.value.response.status_code == 503
        assert refused.value.response.headers["Retry-After"] == "2"


async def test_two_routes_of_one_name_are_refused():
    with pytest.raises(UsageError, match="two feeds would be called a"):
        await start_server(Route("a", _say()), Route("b", _say(), aliases=("a",)))


async def test_a_port_that_is_taken_is_told():
    first = await start_server(Route("a", _say()))
    with pytest.raises(FeedscopeError, match=f"port {first.port} is taken. Choose another one"):
        await start_server(Route("a", _say()), port=first.port)
    await first.close()


async def test_what_the_client_sends_never_holds_up_its_close():
    async with await start_server(Route("a", _say_nothing)) as server:
        async with connect(server.addresses["a"], proxy=None) as client:
            for number in range(1000):
                await client.send(f"subscribe {number}")
            await asyncio.wait_for(await client.ping(), 10)
            await asyncio.wait_for(client.close(), 10)
        assert client.close_code == 1000


async def test_a_play_ends_when_its_client_goes_away():
    ended = asyncio.Event()

    async def play(connection: ServerConnection) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with await start_server(Route("a", play)) as server:
        client = await connect(server.addresses["a"], proxy=None)
        client.transport.abort()
        await asyncio.wait_for(ended.wait(), 10)


async def test_a_client_that_vanishes_while_it_is_sent_to_leaves_no_trace_in_the_log():
    ended = asyncio.Event()

    async def play(connection: ServerConnection) -> None:
        try:
            while True:
                await connection.send("x" * 10_000)
        finally:
            ended.set()

    async with await start_server(Route("a", play)) as server:
        client = await connect(server.addresses["a"], compression=None, proxy=None)
        await client.recv()
        client.transport.abort()
        await asyncio.wait_for(ended.wait(), 10)


async def test_closing_the_server_tells_its_clients_that_it_goes_away():
    server = await start_server(Route("a", _say_nothing))
    async with connect(server.addresses["a"], proxy=None) as client:
        closing = asyncio.create_task(server.close())
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert client.close_code == 1001
        await closing
    with pytest.raises(OSError, match="Connect call failed"):
        await connect(server.addresses["a"], proxy=None)


async def test_closing_does_not_wait_for_a_client_that_does_not_answer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("monitor.demo.server.CLOSE_SECONDS", 0.05)
    async with await start_server(Route("a", _say_nothing)) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(
            b"GET /a HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert b" 101 " in await reader.readline()
        await asyncio.wait_for(server.close(), 10)
        writer.close()


async def test_over_tls_the_address_is_wss_and_the_certificate_is_the_given_one(tmp_path: Path):
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(certificate)
    issued.private_key_pem.write_to_path(key)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    async with await start_server(Route("a", _say("secret")), tls=server_tls(certificate, key)) as server:
        assert server.addresses["a"].startswith("wss://")
        assert await everything(server.addresses["a"], tls=trusting) == (["secret"], 1000, "done")


def test_a_certificate_that_is_none_is_told_by_its_file(tmp_path: Path):
    wrong = tmp_path / "cert.pem"
    wrong.write_text("no certificate")
    with pytest.raises(UsageError, match=r"cert\.pem and .*cert\.pem cannot be used for TLS"):
        server_tls(wrong, wrong)
