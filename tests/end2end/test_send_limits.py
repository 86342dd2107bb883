"""What a venue counts: every frame of ours, as a real server sees them come."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from websockets.asyncio.server import ServerConnection
from websockets.frames import CTRL_OPCODES, Frame, Opcode

from monitor.engine.commands import OpenFeed, SendText
from monitor.engine.messages import FeedCounts
from monitor.feed.profile import Every, Profile, Proxy, Send
from monitor.feed.profiles.catalogue import shipped_folder
from monitor.feed.profiles.reading import load_profile
from tests.helpers.changes import Changes
from tests.helpers.hosting import hosting
from tests.helpers.live_server import LiveServer

BINANCE = 5
"""Messages a second, pings and pongs among them."""


class Meter:
    """When each frame came that Binance would count. storm: connections are cut after so many."""

    def __init__(self, *, storm: int | None = None) -> None:
        self.times: list[float] = []
        self.control = 0
        self.connections = 0
        self._storm = storm
        self._changed = Changes()

    def connection(self, *args: Any, **options: Any) -> ServerConnection:
        meter, seen = self, 0
        self.connections += 1

        class Metered(ServerConnection):
            def process_event(self, event: Any) -> None:
                nonlocal seen
                if isinstance(event, Frame) and event.opcode is not Opcode.CLOSE:
                    seen += 1
                    meter.times.append(asyncio.get_running_loop().time())
                    meter.control += event.opcode in CTRL_OPCODES
                    meter._changed.set()
                    if seen == meter._storm:
                        self.transport.abort()
                super().process_event(event)

        return Metered(*args, **options)

    async def until(self, condition: Callable[[], bool]) -> None:
        await self._changed.until(condition)

    @property
    def most_in_a_second(self) -> int:
        return max(sum(start <= each < start + 1.0 for each in self.times) for start in self.times)


def binance(url: str, *, batch: int, each: str = '"${symbol:lower}@trade"', **more: Any) -> Profile:
    """The catalogue's profile of Binance with 500 symbols, sent to a server of ours."""
    shipped = load_profile(shipped_folder() / "binance-spot.toml")
    send = Send(text='{"method":"SUBSCRIBE","params":${items},"id":1}', each=each, batch=batch, bytes=4096)
    changes = {"symbols": tuple(f"COIN{number}USDT" for number in range(500)), "send": (send,), "proxy": Proxy("none")}
    return msgspec.structs.replace(shipped, address=url, **{**changes, **more})


async def test_a_reconnect_with_500_symbols_in_batches_stays_within_five_a_second() -> None:
    meter = Meter()
    async with LiveServer(create_connection=meter.connection, ping_interval=0.7) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", binance(server.url, batch=100)))
        assert len(await server.heard(5)) == 5
        server.visits[0].cut()
        again = await server.heard(5, visit=1)
        symbols = [each for text in again for each in msgspec.json.decode(text)["params"]]
        assert len(symbols) == len(set(symbols)) == 500
    assert meter.control >= 2
    assert meter.most_in_a_second <= BINANCE


@pytest.mark.parametrize("storm", [None, 4], ids=["one connection", "a storm of reconnects"])
async def test_500_messages_stay_within_five_a_second_with_heartbeats_and_the_console_among_them(
    storm: int | None,
) -> None:
    meter = Meter(storm=storm)
    async with LiveServer(create_connection=meter.connection) as server, hosting("inline") as talk:
        profile = binance(server.url, batch=1, every=(Every('{"method":"LIST_SUBSCRIPTIONS"}', 0.9),))
        talk.host.send(OpenFeed("feed", profile))
        await meter.until(lambda: len(meter.times) >= 3)
        talk.host.send(SendText("feed", "typed"))
        await meter.until(lambda: len(meter.times) >= 14)
        if storm is None:
            heard = server.visits[0].heard
            # It does not wait for 500 subscriptions; what the user has typed does.
            assert any("LIST" in str(text) for text in heard)
            assert "typed" not in heard
            await talk.until(lambda: bool(talk.of(FeedCounts)) and talk.counts().send_queue > 400)
            assert talk.counts().next_send is not None
        else:
            assert meter.connections >= 3
    assert meter.most_in_a_second <= BINANCE
