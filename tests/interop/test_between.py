"""What stands between: nginx and haproxy with TLS of a private authority, and proxies of four kinds, with passwords."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed, SendText
from monitor.engine.messages import FeedStatus
from monitor.feed.profile import Profile, Proxy, Send, Tls
from tests.helpers.certificates import Authority
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.servers_between import WAY_OUT, dante, haproxy, microsocks, nginx, squid, tinyproxy
from tests.helpers.servers_brokers import Broker, broker, free_port
from tests.helpers.side_by_side import COUNT, Outcomes, side_by_side, until_poured
from tests.interop.python.feed import Feed

pytestmark = pytest.mark.timeout(120)
EXPECTED = [("hello", 0.5), *((f"K{index % 5}", float(index)) for index in range(1, COUNT + 1))]


@dataclass
class Behind:
    """The server that is to be reached.

    forbidden: a port that proxies must not open the way to. came_from: where clients came from, and what brought them.
    """

    authority: Authority
    port: int = 0
    forbidden: int = field(default_factory=free_port)
    came_from: list[tuple[str, str]] = field(default_factory=list)

    async def handle(self, client: ServerConnection) -> None:
        assert client.request is not None
        self.came_from.append((client.remote_address[0], client.request.headers.get("X-Came-By", "")))
        feed = Feed(client.send, client.close)
        try:
            await feed.opened()
            async for message in client:
                await feed.heard(str(message))
        except ConnectionClosed:
            pass
        finally:
            feed.closed()


@asynccontextmanager
async def behind(authority: Authority) -> AsyncIterator[Behind]:
    there = Behind(authority)
    async with serve(there.handle, "127.0.0.1", 0, close_timeout=0.5) as server:
        there.port = server.sockets[0].getsockname()[1]
        yield there


@dataclass
class Way:
    """A way to the server, by what stands between: of TLS or a proxy.

    scheme: of the proxy's address, "" for TLS.
    """

    make: Callable[[Path, Behind], Broker]
    scheme: str = ""
    login: str = ""

    def profile(self, there: Behind, between: Broker, **more: Any) -> Profile:
        """A feed by this way. `host`, `port`, `login`, `certificate` and `ca`: as the test wants them."""
        host, port = more.pop("host", "localhost"), more.pop("port", there.port)
        login = more.pop("login", self.login)
        certificate, key = more.pop("certificate", ("", ""))
        tls = Tls(ca=more.pop("ca", str(there.authority.file)), certificate=certificate, key=key)
        if not self.scheme:
            return profile_for(f"wss://localhost:{between.port}/feed", tls=tls, **more)
        at = f"{login}@" if login else ""
        proxy = Proxy(f"{self.scheme}://{at}127.0.0.1:{between.port}")
        return profile_for(f"ws://{host}:{port}/feed", proxy=proxy, **more)


def tls(make: Callable[..., Broker], *, asking: bool = False) -> Way:
    def started(folder: Path, there: Behind) -> Broker:
        return make(folder, behind=there.port, authority=there.authority, asking=asking)

    return Way(started)


def socks(scheme: str) -> Way:
    return Way(lambda folder, there: dante(folder, forbidden=there.forbidden), scheme)


ANN = "ann:secret"
PROXIES = {
    "squid": Way(lambda folder, there: squid(folder, forbidden=there.forbidden), "http", ANN),
    "tinyproxy": Way(lambda folder, there: tinyproxy(folder, allowed=there.port), "http", ANN),
    "dante-4": socks("socks4"),
    "dante-4a": socks("socks4a"),
    "dante-5": socks("socks5"),
    "dante-5h": socks("socks5h"),
    "microsocks-5": Way(lambda folder, _: microsocks(folder), "socks5", ANN),
    "microsocks-5h": Way(lambda folder, _: microsocks(folder), "socks5h", ANN),
}
# Dante 1.4.2 takes socks4a's request, connects to the right place, and answers that it has refused.
WAYS = {
    "nginx": tls(nginx),
    "haproxy": tls(haproxy),
    **{name: way for name, way in PROXIES.items() if name != "dante-4a"},
}
ASKING = {"nginx": tls(nginx, asking=True), "haproxy": tls(haproxy, asking=True)}


@asynccontextmanager
async def standing(way: Way, folder: Path) -> AsyncIterator[tuple[Callable[..., Profile], Behind, Broker]]:
    """A server and what stands before it, and a function that makes a profile for it."""
    async with behind(Authority.make(folder)) as there, broker(lambda at: way.make(at, there), folder) as between:
        yield partial(way.profile, there, between), there, between


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def numbered(talk: Talk) -> list[tuple[str, float]]:
    return [(key, values[0]) for _, key, values in talk.rows()]


@pytest.fixture(scope="module")
def poured(tmp_path_factory: pytest.TempPathFactory) -> Outcomes[tuple[Talk, list[tuple[str, str]]]]:
    """What has come by all ways at the same time, and where the server saw it go."""

    async def pour(way: str, folder: Path) -> tuple[Talk, list[tuple[str, str]]]:
        async with standing(WAYS[way], folder) as (profile, there, _), hosting("inline") as talk:
            talk.host.send(OpenFeed("feed", profile(send=(Send(text=f'{{"pour": {COUNT}}}'),))))
            await until_poured(talk, COUNT + 1)
            talk.host.send(SendText("feed", '{"k": "own", "p": 42.5}'))
            await talk.until(lambda: talk.counts().messages > COUNT + 1)
        return talk, there.came_from

    return side_by_side({way: partial(pour, way) for way in WAYS}, tmp_path_factory.mktemp("between"))


def test_a_thousand_messages_a_second_come_through_with_none_lost_and_an_echo(
    way: str, poured: Outcomes[tuple[Talk, list[tuple[str, str]]]]
) -> None:
    talk, came_from = poured[way]
    assert numbered(talk) == [*EXPECTED, ("own", 42.5)]
    assert came_from == [(WAY_OUT, "") if way in PROXIES else ("127.0.0.1", way)]


async def test_a_farewell_is_told_and_a_restart_of_what_stands_between_is_survived(way: str, tmp_path: Path) -> None:
    async with standing(WAYS[way], tmp_path) as (profile, _, between), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile()))
        await talk.until(lambda: len(talk.rows()) == 1)
        talk.host.send(SendText("feed", '{"bye": 4321}'))
        await talk.until(lambda: len(talk.rows()) == 2)
        assert talk.gaps()[0].reason == "the server closed with its own code (4321): done"
        await between.stop()
        await talk.until(lambda: len(talk.gaps()) > 2)
        await between.start()
        await talk.until(lambda: len(talk.rows()) >= 3)
        assert talk.gaps()[2].reason == "the connection was cut without a close (1006)"


async def attention(talk: Talk) -> FeedStatus:
    await talk.state(FeedState.NEEDS_ATTENTION)
    status = talk.status()
    assert status is not None
    return status


@pytest.mark.parametrize("way", ASKING)
async def test_an_unknown_authority_is_named(way: str, tmp_path: Path) -> None:
    async with standing(WAYS[way], tmp_path) as (profile, there, _), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile(ca="")))
        status = await attention(talk)
    assert "is by an authority unknown to this computer" in status.detail
    assert "tls.ca" in status.advice
    assert there.came_from == []


@pytest.mark.parametrize("way", ASKING)
async def test_a_client_certificate_lets_in_and_its_lack_is_told(way: str, tmp_path: Path) -> None:
    async with standing(ASKING[way], tmp_path) as (profile, there, _), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile(certificate=there.authority.client_files(tmp_path))))
        await talk.until(lambda: bool(talk.rows()))
        talk.host.send(OpenFeed("without", profile()))
        await talk.until(lambda: bool(status := talk.status("without")) and bool(status.detail))
        status = talk.status("without")
    assert status is not None
    assert status.state is FeedState.NEEDS_ATTENTION
    # Nginx lets the handshake of TLS pass and answers in HTTP.
    assert ("400" if way == "nginx" else "does not accept our certificate, or wants one") in status.detail
    assert there.came_from == [("127.0.0.1", way)]


@pytest.mark.parametrize("way", [way for way, each in PROXIES.items() if each.login])
async def test_a_wrong_password_asks_the_user(way: str, tmp_path: Path) -> None:
    async with standing(WAYS[way], tmp_path) as (profile, there, _), hosting("inline") as talk:
        for name, login in (("wrong", "ann:hunter2"), ("none", "")):
            talk.host.send(OpenFeed(name, profile(login=login)))
            await talk.state(FeedState.NEEDS_ATTENTION, name)
            status = talk.status(name)
            assert status is not None
            assert "wants a login, or another one" in status.detail
            assert "user and password" in status.advice
    assert there.came_from == []
    assert "hunter2" not in str(talk.messages)


REFUSALS = {
    "squid": "403 Forbidden",
    "tinyproxy": "403 Access violation",
    "dante-4": "Request rejected or failed",
    "dante-4a": "Request rejected or failed",
    "dante-5": "Connection not allowed by ruleset",
    "dante-5h": "Connection not allowed by ruleset",
    # It allows all; there is nobody at this port.
    "microsocks-5": "Connection refused by destination host",
    "microsocks-5h": "Connection refused by destination host",
}


@pytest.mark.parametrize("way", PROXIES)
async def test_what_a_proxy_refuses_is_told(way: str, tmp_path: Path) -> None:
    async with standing(PROXIES[way], tmp_path) as (profile, there, _), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile(port=there.forbidden)))
        await talk.until(lambda: bool(status := talk.status()) and bool(status.detail))
        status = talk.status()
    assert status is not None
    assert status.detail.endswith(f"did not open the way to localhost:{there.forbidden}: {REFUSALS[way]}")
    assert "Check that the proxy lets this host and port through" in status.advice


@pytest.mark.parametrize("way", PROXIES)
async def test_names_are_looked_up_where_they_should_be(way: str, tmp_path: Path) -> None:
    async with standing(PROXIES[way], tmp_path) as (profile, there, between), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile(host="nowhere.invalid")))
        await talk.until(lambda: bool(status := talk.status()) and bool(status.detail))
        status = talk.status()
    assert status is not None
    if way in ("dante-4", "dante-5", "microsocks-5"):
        assert status.detail.startswith("nowhere.invalid is unknown to this computer")
        assert "socks5h" in status.advice
    else:
        assert f"did not open the way to nowhere.invalid:{there.port}: " in status.detail
    if way == "tinyproxy":
        assert "Could not retrieve address info for nowhere.invalid" in between.log()


@pytest.mark.parametrize(("way", "asked"), [("microsocks-5", "127.0.0.1"), ("microsocks-5h", "localhost")])
async def test_a_proxy_is_asked_for_the_name_only_where_it_is_to_look_it_up(
    way: str, asked: str, tmp_path: Path
) -> None:
    async with standing(PROXIES[way], tmp_path) as (profile, there, between), hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile()))
        await talk.until(lambda: bool(talk.rows()))
        assert f"connected to {asked}:{there.port}" in between.log()
