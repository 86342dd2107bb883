import asyncio
import socket
import struct
from pathlib import Path
from typing import Any

from monitor.core.clock import SystemClock
from monitor.net.diagnosis import Finding, diagnose
from monitor.net.endpoint import Endpoint
from tests.helpers.certificates import Authority
from tests.helpers.connecting import names
from tests.helpers.scripted import ScriptedServer, answering, drain, read_head, upgrade, upgrading
from tests.helpers.wire import frame


async def findings(url: str, *, wait_seconds: float = 5.0, send: tuple[str, ...] = (), **more: Any) -> list[Finding]:
    resolver = more.pop("resolver", names(feed_test="127.0.0.1"))
    endpoint = Endpoint(url, **{"proxy": "none", "connect_seconds": 5.0, **more})
    found = diagnose(endpoint, clock=SystemClock(), wait_seconds=wait_seconds, send=send, resolver=resolver)
    return [finding async for finding in found]


async def test_every_step_to_the_first_message_is_told(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    script = upgrading(
        frame(1, b'{"a":\n1}') + frame(8, struct.pack("!H", 1000)), "Server: x", "Sec-WebSocket-Protocol: v1"
    )
    with ScriptedServer(script, tls=authority.server("feed.test")) as server:
        found = await findings(server.url(host="feed.test"), ca=str(authority.file), subprotocols=("v1",))
    assert all(finding.ok for finding in found)
    assert all(0 <= finding.seconds < 5 for finding in found)
    told = {finding.step: finding.text for finding in found}
    assert list(told) == [
        "name look-up",
        "connection",
        "TLS",
        "WebSocket handshake",
        "subprotocol",
        "compression",
        "first message",
    ]
    assert told["name look-up"] == "feed.test is 127.0.0.1"
    assert told["connection"] == f"connected to 127.0.0.1:{server.port}"
    assert told["TLS"].startswith("TLSv1.3, certificate by Feedscope tests, valid until 20")
    assert told["WebSocket handshake"] == "101, server x"
    assert told["subprotocol"] == "v1"
    assert told["first message"] == '8 bytes: {"a": 1}'


async def test_the_step_that_fails_is_the_last_and_says_what_to_do() -> None:
    *done, last = await findings("ws://nowhere.test/")
    assert done == []
    assert (last.step, last.ok) == ("name look-up", False)
    with ScriptedServer(answering(b"HTTP/1.1 401 x\r\n\r\n")) as server:
        *done, last = await findings(server.url())
    assert [finding.step for finding in done] == ["name look-up", "connection"]
    assert (last.step, last.ok) == ("WebSocket handshake", False)
    assert "401" in last.text
    assert last.advice


async def test_what_cannot_be_sent_fails_before_any_step() -> None:
    (only,) = await findings("ws://127.0.0.1:1/", headers=(("X", "\n"),))
    assert (only.step, only.ok) == ("request", False)


async def test_a_feed_that_waits_for_a_subscription_is_told_from_one_that_gets_it() -> None:
    def script(sock: socket.socket) -> None:
        sock.sendall(upgrade(read_head(sock)))
        if len(sock.recv(100)) > 8:
            sock.sendall(frame(2, b"\x01\x02"))
        drain(sock)

    with ScriptedServer(script) as server:
        *_, silent = await findings(server.url(), wait_seconds=0.05)
        *_, fed = await findings(server.url(), send=("subscribe",))
    assert (silent.step, silent.ok) == ("first message", False)
    assert "subscription" in silent.advice
    assert (fed.ok, fed.text) == (True, "2 bytes, binary, beginning with 01 02")


async def test_a_server_that_closes_instead_of_sending_is_told_with_its_reason() -> None:
    body = struct.pack("!H", 4401) + b"no such key s3cr3t-t0ken"
    with ScriptedServer(upgrading(frame(8, body))) as server:
        *_, last = await findings(server.url("/?token=s3cr3t-t0ken"))
    assert not last.ok
    assert "4401" in last.text
    assert "s3cr3t" not in last.text


async def test_a_certificate_that_ends_soon_is_pointed_out(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)

    class Later(SystemClock):
        def wall(self) -> float:
            return super().wall() + 85 * 86_400

    with ScriptedServer(upgrading(frame(1, b"x")), tls=authority.server()) as server:
        endpoint = Endpoint(server.url(), ca=str(authority.file), proxy="none")
        found = [finding async for finding in diagnose(endpoint, clock=Later())]
    ending = next(finding for finding in found if finding.step == "certificate")
    assert ending.text == "ends in 4 days"
    assert ending.advice


async def test_stopping_in_the_middle_leaves_nothing_open() -> None:
    for count in range(1, 6):
        with ScriptedServer(upgrading()) as server:
            found = diagnose(Endpoint(server.url(), proxy="none"), clock=SystemClock())
            for _ in range(count):
                if count < 5:
                    await anext(found)
            await found.aclose()
            # The goodbye of an open connection is over when this returns.
            assert not [task for task in asyncio.all_tasks() if "connect" in repr(task.get_coro())]
