"""How a panel of each kind is made: its module is loaded when the first one is wanted, and not before."""

from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.workspace.desk.specs.analysis import HistogramSpec, SpectrumSpec, XySpec
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.desk.specs.candles import CandlesSpec
from monitor.workspace.desk.specs.messages import ConsoleSpec, EventLogSpec, InspectorSpec
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.desk.specs.tiles import TilesSpec

__all__ = [
    "book",
    "candles",
    "console",
    "events",
    "histogram",
    "inspector",
    "plot",
    "spectrum",
    "table",
    "tiles",
    "xy",
]


def plot(context: PanelContext, spec: PlotSpec) -> PanelView:
    """Curves over time."""
    from monitor.ui.plots.panel import PlotPanel

    return PlotPanel(context, spec)


def candles(context: PanelContext, spec: CandlesSpec) -> PanelView:
    """Candles with volume."""
    from monitor.ui.candles.panel import CandlesPanel

    return CandlesPanel(context, spec)


def book(context: PanelContext, spec: BookSpec) -> PanelView:
    """An order book."""
    from monitor.ui.book.panel import BookPanel

    return BookPanel(context, spec)


def xy(context: PanelContext, spec: XySpec) -> PanelView:
    """One series over another."""
    from monitor.ui.xy.panel import XyPanel

    return XyPanel(context, spec)


def histogram(context: PanelContext, spec: HistogramSpec) -> PanelView:
    """How often which values came."""
    from monitor.ui.histogram.panel import HistogramPanel

    return HistogramPanel(context, spec)


def spectrum(context: PanelContext, spec: SpectrumSpec) -> PanelView:
    """A spectrum or spectrogram."""
    from monitor.ui.spectrum.panel import SpectrumPanel

    return SpectrumPanel(context, spec)


def tiles(context: PanelContext, spec: TilesSpec) -> PanelView:
    """Large numbers."""
    from monitor.ui.tiles.panel import TilesPanel

    return TilesPanel(context, spec)


def table(context: PanelContext, spec: TableSpec) -> PanelView:
    """A row for each key."""
    from monitor.ui.table.panel import TablePanel

    return TablePanel(context, spec)


def inspector(context: PanelContext, spec: InspectorSpec) -> PanelView:
    """Raw messages."""
    from monitor.ui.inspector.panel import InspectorPanel

    return InspectorPanel(context, spec)


def console(context: PanelContext, spec: ConsoleSpec) -> PanelView:
    """What is sent by hand."""
    from monitor.ui.console.panel import ConsolePanel

    return ConsolePanel(context, spec)


def events(context: PanelContext, spec: EventLogSpec) -> PanelView:
    """Text events."""
    from monitor.ui.events.panel import EventLogPanel

    return EventLogPanel(context, spec)
