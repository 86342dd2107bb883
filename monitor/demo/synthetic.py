"""The demo: a market, a test stand and an event log, served on loopback."""

import ssl

from monitor.core.clock import Clock
from monitor.demo.feeds.events import EventsFeed
from monitor.demo.feeds.machine import MachineFeed
from monitor.demo.feeds.market import MarketFeed
from monitor.demo.live import World, live_route
from monitor.demo.names import OUTAGE_SECONDS
from monitor.demo.outages import Outages
from monitor.demo.server import DemoServer, Route, start_server

__all__ = ["demo_routes", "start_demo"]


def demo_routes(*, seed: int, clock: Clock, outage_seconds: float = OUTAGE_SECONDS) -> tuple[Route, ...]:
    """The demo feeds. `outage_seconds` 0 leaves the machine feed uncut."""
    world = World(clock)
    outages = Outages(seed, every=outage_seconds, lasting=min(2.0, outage_seconds / 10.0)) if outage_seconds else None
    return (
        live_route(MarketFeed(seed=seed), world),
        live_route(MachineFeed(seed=seed), world, outages),
        live_route(EventsFeed(seed=seed), world),
    )


async def start_demo(
    *,
    seed: int = 1,
    port: int = 0,
    clock: Clock,
    outage_seconds: float = OUTAGE_SECONDS,
    tls: ssl.SSLContext | None = None,
) -> DemoServer:
    """Serve the demo feeds on the running asyncio loop. Raises FeedscopeError when the port cannot be had."""
    routes = demo_routes(seed=seed, clock=clock, outage_seconds=outage_seconds)
    return await start_server(*routes, port=port, tls=tls)
