"""The table of kinds of panels: what each is called and for, and how one is made."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from monitor.core.batch import SeriesKey
from monitor.ui.icons import Glyph
from monitor.ui.panels import making
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.workspace.desk import fresh
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.analysis import HistogramSpec, SpectrumSpec, XySpec
from monitor.workspace.desk.specs.base import Spec
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.desk.specs.candles import CandlesSpec
from monitor.workspace.desk.specs.messages import ConsoleSpec, EventLogSpec, InspectorSpec
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.desk.specs.tiles import TilesSpec
from monitor.workspace.workspace import Workspace

__all__ = ["PanelKind", "kind_of", "load_plots", "panel_kinds"]

T = TypeVar("T", bound=Spec)


@dataclass(frozen=True, slots=True)
class PanelKind(Generic[T]):
    """One kind of panel.

    name, words: what it is called and, in a line, what it is for, in the user's language.
    spec: the type of its settings.
    make: a panel of these settings; it imports what it needs when it is called. May raise anything.
    fresh: the settings of a new one, showing these series or, without any, what the open feeds offer.
    """

    name: str
    words: str
    glyph: Glyph
    spec: type[T]
    make: Callable[[PanelContext, T], PanelView]
    fresh: Callable[[Workspace, Sequence[SeriesKey]], T]


def panel_kinds() -> tuple[PanelKind[Any], ...]:
    """Every kind, in the order in which they are offered."""
    return (*_over_time(), *_relations(), *_values(), *_messages())


def kind_of(spec: PanelSpec, kinds: Iterable[PanelKind[Any]]) -> PanelKind[Any] | None:
    """The kind these settings are of."""
    return next((kind for kind in kinds if type(spec) is kind.spec), None)


def load_plots() -> None:
    """Load what plots need now, so that the first of them need not wait for it."""
    # pyqtgraph takes half a second, in which the window should be on the screen already.
    importlib.import_module("monitor.ui.plots.panel")


def _over_time() -> tuple[PanelKind[Any], ...]:
    tr = QCoreApplication.translate
    return (
        PanelKind(
            tr("Kinds", "Plot"),
            tr("Kinds", "Series over time, with their gaps"),
            Glyph.CURVE,
            PlotSpec,
            making.plot,
            fresh.fresh_plot,
        ),
        PanelKind(
            tr("Kinds", "Candles"),
            tr("Kinds", "Open, high, low, close and volume"),
            Glyph.CANDLES,
            CandlesSpec,
            making.candles,
            fresh.fresh_candles,
        ),
        PanelKind(
            tr("Kinds", "Order book"),
            tr("Kinds", "Ladder, depth curve or heat map"),
            Glyph.BOOK,
            BookSpec,
            making.book,
            fresh.fresh_book,
        ),
    )


def _values() -> tuple[PanelKind[Any], ...]:
    tr = QCoreApplication.translate
    return (
        PanelKind(
            tr("Kinds", "Table"),
            tr("Kinds", "Last values, a row for each key"),
            Glyph.TABLE,
            TableSpec,
            making.table,
            fresh.fresh_table,
        ),
        PanelKind(
            tr("Kinds", "Tiles"),
            tr("Kinds", "Large numbers and gauges"),
            Glyph.TILES,
            TilesSpec,
            making.tiles,
            fresh.fresh_tiles,
        ),
    )


def _relations() -> tuple[PanelKind[Any], ...]:
    tr = QCoreApplication.translate
    return (
        PanelKind(
            tr("Kinds", "XY"),
            tr("Kinds", "One series over another"),
            Glyph.SCATTER,
            XySpec,
            making.xy,
            fresh.fresh_xy,
        ),
        PanelKind(
            tr("Kinds", "Histogram"),
            tr("Kinds", "How often which values came"),
            Glyph.HISTOGRAM,
            HistogramSpec,
            making.histogram,
            fresh.fresh_histogram,
        ),
        PanelKind(
            tr("Kinds", "Spectrum"),
            tr("Kinds", "Frequencies in a regular series"),
            Glyph.SPECTRUM,
            SpectrumSpec,
            making.spectrum,
            fresh.fresh_spectrum,
        ),
    )


def _messages() -> tuple[PanelKind[Any], ...]:
    tr = QCoreApplication.translate
    return (
        PanelKind(
            tr("Kinds", "Inspector"),
            tr("Kinds", "Raw messages of both directions"),
            Glyph.INSPECTOR,
            InspectorSpec,
            making.inspector,
            fresh.fresh_inspector,
        ),
        PanelKind(
            tr("Kinds", "Console"),
            tr("Kinds", "Send messages and see the replies"),
            Glyph.CONSOLE,
            ConsoleSpec,
            making.console,
            fresh.fresh_console,
        ),
        PanelKind(
            tr("Kinds", "Event log"),
            tr("Kinds", "Text events, coloured by rules"),
            Glyph.EVENTS,
            EventLogSpec,
            making.events,
            fresh.fresh_events,
        ),
    )
