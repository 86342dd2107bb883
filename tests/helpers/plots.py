"""Panels over a store filled by hand, and their pixels as an array."""

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from monitor.core.batch import SeriesKey
from monitor.store import Store
from monitor.ui.plots import PlotPanel
from monitor.ui.theme import Theme, load_theme
from monitor.workspace.panel_plan import PanelPlan
from tests.helpers.rows import Source

NOW = 1_741_961_000.0


def plan_of(*keys: str, window: float | None = 60.0, columns: tuple[str, ...] = ("price",)) -> PanelPlan:
    """A plan for these keys (and columns) of the stream that `Source` makes."""
    series = tuple(SeriesKey("feed", "trades", key, column) for key in keys or ("A",) for column in columns)
    return PanelPlan("Prices", "", "feed", "trades", series, window)  # type: ignore[arg-type]


def panel_of(
    store: Store, plan: PanelPlan | None = None, *, theme: Theme | None = None, size: tuple[int, int] = (640, 320)
) -> PlotPanel:
    """A panel on the screen, drawn once."""
    panel = PlotPanel(store, plan or plan_of(), theme=theme or load_theme("dark"))
    panel.resize(*size)
    panel.show()
    return panel


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
