"""A workspace over an engine that only listens, and shared workspaces to put into it."""

from pathlib import Path

from monitor.alerts.rule import Rule, SilentFeed, Threshold
from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.desk.desk import Desk, Tabs
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.formulas.formula import Formula
from monitor.workspace.sharing.shared import Shared, SharedFeed
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost

__all__ = ["PRICE", "SHARED", "SPREAD", "fresh_workspace"]

PRICE = SeriesKey("market", "trades", "BTC", "price")
SPREAD = SeriesKey("formulas", "spread", "", "value")

_PROFILE = Profile(
    name="Market",
    address="wss://example.net/market",
    stream=(StreamRule(name="trades", key="s", columns={"price": "p"}),),
)

SHARED = Shared(
    feeds=(SharedFeed("market", _PROFILE),),
    desks=(
        Desk(
            name="Trading",
            panels={
                "p1": PlotSpec(curves=(Curve(PRICE), Curve(SPREAD)), window_seconds=None),
                "p2": TableSpec(feed="market", stream="trades"),
            },
            tree=Tabs(("p1", "p2")),
            planned=(("market", "trades"),),
            automatic={"p2": ("market", "trades")},
        ),
    ),
    formulas=(Formula("spread", "[market/trades/BTC/price] * 2"),),
    rules=(
        Rule(id="high", name="High", condition=Threshold(PRICE, value=9.0)),
        Rule(id="quiet", name="Quiet", condition=SilentFeed("market", 60.0)),
    ),
)


def fresh_workspace(folder: Path) -> Workspace:
    """Nothing is open, and nobody answers."""
    return Workspace(FakeHost(), store=Store(keep_bytes=1 << 26), clock=ManualClock(), own_feeds=folder)
