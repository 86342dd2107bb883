"""The demo: a market, a test stand and an event log, served on loopback."""

from monitor.core.clock import Clock
from monitor.demo.feeds.events import EventsFeed
from monitor.demo.feeds.machine import MachineFeed
from monitor.demo.feeds.market import MarketFeed
from monitor.demo.live import World, live_route
from monitor.demo.names import OUTAGE_SECONDS
from monitor.demo.outages import Outages
from monitor.demo.server import Route

__all__ = ["demo_routes"]


def demo_routes(*, seed: int, clock: Clock, outage_seconds: float = OUTAGE_SECONDS) -> tuple[Route, ...]:
    """The demo feeds. `outage_seconds` 0 leaves the machine feed uncut."""
    world = World(clock)
    outages = Outages(seed, every=outage_seconds, lasting=min(2.0, outage_seconds / 10.0)) if outage_seconds else None
    return (
        live_route(MarketFeed(seed=seed), world),
        live_route(MachineFeed(seed=seed), world, outages),
        live_route(EventsFeed(seed=seed), world),
    )
