"""monitor.demo.synthetic"""

import json

from websockets.asyncio.client import connect

from monitor.core.clock import ManualClock, SystemClock
from monitor.demo.feeds.market import MarketFeed
from monitor.demo.names import DEMO_FEEDS
from monitor.demo.server import start_server
from monitor.demo.synthetic import demo_routes


async def test_the_demo_serves_its_three_feeds():
    async with await start_server(*demo_routes(seed=1, clock=SystemClock())) as server:
        assert tuple(server.addresses) == DEMO_FEEDS
        for name, address in server.addresses.items():
            assert address == f"ws://127.0.0.1:{server.port}/{name}"
            async with connect(address, max_queue=None, proxy=None) as client:
                assert json.loads(await client.recv())


async def test_the_seed_decides_what_is_sent():
    clock = ManualClock(wall=1_700_000_000.0)
    first = MarketFeed(seed=42).block(0, epoch=1_700_000_000.0)[0]
    async with await start_server(*demo_routes(seed=42, clock=clock)) as server:
        clock.advance(first.due - 0.001)
        async with connect(server.addresses["market"], proxy=None) as client:
            assert await client.recv() == first.text


def test_only_the_machine_feed_has_outages():
    clock = ManualClock()
    routes = {route.name: route for route in demo_routes(seed=1, clock=clock, outage_seconds=20.0)}
    closed: dict[str, int] = dict.fromkeys(routes, 0)
    for _ in range(600):
        clock.advance(0.1)
        for name, route in routes.items():
            closed[name] += route.closed() is not None
    assert closed["market"] == closed["events"] == 0
    assert 50 <= closed["machine"] <= 70


def test_without_outages_the_machine_feed_is_always_there():
    clock = ManualClock()
    routes = demo_routes(seed=1, clock=clock, outage_seconds=0.0)
    for _ in range(600):
        clock.advance(0.1)
        assert all(route.closed() is None for route in routes)
