"""A page of alerts without a window around it, over an engine that says what a test tells it to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.core.clock import ManualClock
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.ui.alerts.alerts_page import AlertsPage
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START, Source


class Bench:
    """A workspace with one feed, "Market"."""

    def __init__(self, own_feeds: Path, theme: Theme) -> None:
        self.host = FakeHost()
        self.clock = ManualClock(wall=START)
        self.theme = theme
        self.workspace = Workspace(self.host, store=Store(keep_bytes=1 << 26), clock=self.clock, own_feeds=own_feeds)
        rule = StreamRule(name="trades", columns={"price": "p"})
        self.feed = self.workspace.open_feed(Profile(name="Market", address="wss://example.net/", stream=(rule,)))
        self._source = Source(self.feed)
        self.row("BTC", 95.0)

    def row(self, key: str, value: float) -> None:
        """The engine sends one row."""
        self.host.say(self._source.batch([self.clock.wall()], [value], keys=key))
        self.workspace.pump(1.0)


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path, dark: Theme) -> Bench:
    return Bench(tmp_path, dark)


@pytest.fixture
def page(bench: Bench, qtbot: QtBot) -> Iterator[AlertsPage]:
    made = AlertsPage(bench.workspace, bench.theme)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
