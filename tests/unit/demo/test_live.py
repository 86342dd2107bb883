"""monitor.demo.live"""

import asyncio
from collections.abc import Sequence

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from monitor.core.clock import Clock, ManualClock, SystemClock
from monitor.demo.feeds.planned import Planned
from monitor.demo.live import World, live_route
from monitor.demo.outages import Outages
from monitor.demo.server import DemoServer, start_server
from tests.helpers.servers import everything


class Numbers:
    """A feed of whole numbers, `rate` of them a second."""

    name = "numbers"
    span = 1.0

    def __init__(self, rate: int = 100) -> None:
        self._rate = rate

    def block(self, index: int, *, epoch: float) -> Sequence[Planned]:
        numbers = range(index * self._rate, (index + 1) * self._rate)
        return [Planned(number / self._rate, f"{number} {epoch:.0f}") for number in numbers]


class Laptop(SystemClock):
    """A clock that has gone on for `shut` seconds while the lid was closed."""

    shut = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.shut


async def _serve(clock: Clock, *, outages: Outages | None = None, rate: int = 100) -> DemoServer:
    return await start_server(live_route(Numbers(rate), World(clock), outages))


async def test_time_stamps_come_from_the_clock_given():
    clock = ManualClock(wall=5000.0, monotonic=70.0)
    world = World(clock)
    clock.advance(2.5)
    assert (world.now(), world.epoch()) == (2.5, 5000.0)
    clock.step_wall(100.0)
    assert (world.now(), world.epoch()) == (2.5, 5100.0)


async def test_the_first_client_gets_the_feed_from_its_beginning():
    clock = ManualClock(wall=5000.0)
    async with await _serve(clock) as server, connect(server.addresses["numbers"], proxy=None) as client:
        assert await client.recv() == "0 5000"


async def test_messages_come_in_order_and_none_is_left_out():
    async with await _serve(SystemClock(), rate=2000) as server:
        async with connect(server.addresses["numbers"], proxy=None) as client:
            numbers = [_number(await client.recv()) for _ in range(500)]
        assert numbers == list(range(numbers[0], numbers[0] + 500))


async def test_whoever_comes_later_finds_the_world_where_it_has_got_to():
    clock = ManualClock()
    async with await _serve(clock) as server:
        clock.advance(7.5)
        async with connect(server.addresses["numbers"], proxy=None) as client:
            assert str(await client.recv()).startswith("750 ")


async def test_after_the_machine_slept_it_goes_on_from_now_instead_of_sending_what_is_past():
    clock = Laptop()
    async with await _serve(clock, rate=20) as server:
        async with connect(server.addresses["numbers"], proxy=None) as client:
            before = _number(await client.recv())
            # The server waits for its next message now: it shares this loop, and waiting is where it gives way.
            clock.shut = 60.0
            after = [_number(await client.recv()) for _ in range(3)]
        assert after[0] >= before + 20 * 60
        assert after == list(range(after[0], after[0] + 3))


def _number(message: str | bytes) -> int:
    return int(str(message).split()[0])


async def test_an_outage_closes_the_connection_with_1012():
    async with await _serve(SystemClock(), outages=Outages(1, every=0.5, lasting=0.05)) as server:
        messages, code, reason = await everything(server.addresses["numbers"])
        assert messages
        assert (code, reason) == (1012, "demo: planned restart")


async def test_during_an_outage_there_is_no_connection_and_afterwards_there_is():
    clock = ManualClock()
    outages = Outages(1)
    async with await _serve(clock, outages=outages) as server:
        clock.advance(outages.start(0) + 0.1)
        with pytest.raises(InvalidStatus) as refused:
            await everything(server.addresses["numbers"])
        assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (503, "2")
        clock.advance(1.95)
        async with connect(server.addresses["numbers"], proxy=None) as client:
            await asyncio.wait_for(client.recv(), 10)
