"""Panels over a store filled by hand, and their pixels as an array."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.core.gap import Gap
from monitor.feed.profile import Profile
from monitor.store import Store
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.plots import PlotPanel
from monitor.ui.theme import Theme, load_theme
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import Source

NOW = 1_741_961_000.0


def keys_of(
    *keys: str, columns: tuple[str, ...] = ("price",), feed: str = "feed", stream: str = "trades"
) -> tuple[SeriesKey, ...]:
    """Series of the stream that `Source` makes."""
    return tuple(SeriesKey(feed, stream, key, column) for key in keys or ("A",) for column in columns)


def spec_of(*keys: str, window: float | None = 60.0, **settings: object) -> PlotSpec:
    """A plot of these keys of the stream that `Source` makes."""
    curves = tuple(Curve(key) for key in keys_of(*keys))
    return msgspec.structs.replace(PlotSpec(title="Prices", curves=curves, window_seconds=window), **settings)


def context_of(store: Store, *feeds: str, theme: Theme | None = None) -> PanelContext:
    """What a panel is made with, over a store, with these feeds open."""
    workspace = Workspace(FakeHost(), store=store, clock=ManualClock(wall=NOW), own_feeds=Path())
    for feed in feeds or ("feed",):
        assert workspace.open_feed(Profile(name=feed, address="wss://example.net")) == feed
    return PanelContext(workspace, theme or load_theme("dark"), TimeCursor())


class Shown:
    """A panel on the screen, and what its workspace knows."""

    def __init__(
        self,
        store: Store,
        spec: PlotSpec | None = None,
        *,
        theme: Theme | None = None,
        size: tuple[int, int] = (640, 320),
        context: PanelContext | None = None,
    ) -> None:
        self.context = context or context_of(store, theme=theme)
        self.panel = PlotPanel(self.context, spec or spec_of())
        self.panel.resize(*size)
        self.panel.show()

    def frame(self, now: float, gaps: Sequence[Gap] = ()) -> bool:
        """Draw a frame, in which the feeds of the gaps have these."""
        for gap in gaps:
            view = self.context.workspace.feed(gap.feed)
            assert view is not None
            if gap not in view.gaps:
                view.take_gap(gap)
        return self.panel.frame(now)


class Screen:
    """Panels that are shown and deleted again."""

    def __init__(self) -> None:
        self._shown: dict[PlotPanel, Shown] = {}

    def show(self, store: Store, *args: object, **kwargs: object) -> PlotPanel:
        shown = Shown(store, *args, **kwargs)  # type: ignore[arg-type]
        self._shown[shown.panel] = shown
        return shown.panel

    def frame(self, panel: PlotPanel, now: float, gaps: Sequence[Gap]) -> bool:
        """Draw a frame, in which the feeds have these gaps."""
        return self._shown[panel].frame(now, gaps)

    def clear(self) -> None:
        for panel in self._shown:
            panel.close()
            panel.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def panel_of(store: Store, spec: PlotSpec | None = None, *, size: tuple[int, int] = (640, 320)) -> PlotPanel:
    """A panel on the screen."""
    return Shown(store, spec, size=size).panel


def filled(start: float, seconds: float, *, rate: float = 20.0, source: Source | None = None) -> Store:
    """A store with a wave of key A."""
    store = Store(keep_bytes=1 << 28)
    time = start + np.arange(round(seconds * rate)) / rate
    store.append((source or Source()).batch(list(time), list(10.0 + np.sin(time))))
    return store


def pixels(widget: QWidget) -> np.ndarray:
    """What is on the screen as (height, width) of 0xrrggbb."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return words[:, : image.width()] & 0xFFFFFF


def colour(text: str) -> int:
    """The number of a colour written "#rrggbb"."""
    return int(text[1:], 16)
