"""What a new panel begins with: the series it was dropped with, or what the open feeds offer it."""

from collections.abc import Sequence

from monitor.core.batch import SeriesKey
from monitor.store.rows import StreamRows
from monitor.workspace.desk.specs.analysis import HistogramSpec, SpectrumSpec, XySpec
from monitor.workspace.desk.specs.book import BookSpec
from monitor.workspace.desk.specs.candles import CandlesSpec
from monitor.workspace.desk.specs.messages import ConsoleSpec, EventLogSpec, InspectorSpec
from monitor.workspace.desk.specs.plot import Curve, PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.desk.specs.tiles import Tile, TilesSpec
from monitor.workspace.workspace import Workspace

__all__ = [
    "fresh_book",
    "fresh_candles",
    "fresh_console",
    "fresh_events",
    "fresh_histogram",
    "fresh_inspector",
    "fresh_plot",
    "fresh_spectrum",
    "fresh_table",
    "fresh_tiles",
    "fresh_xy",
]

_TILES = 6
_SIZES = ("size", "volume", "qty", "quantity", "amount")
_PRICES = ("price", "px", "rate")


def fresh_plot(_workspace: Workspace, series: Sequence[SeriesKey]) -> PlotSpec:
    """The series dropped; without any it is empty and says how to fill it."""
    return PlotSpec(curves=tuple(Curve(each) for each in dict.fromkeys(series)))


def fresh_candles(workspace: Workspace, series: Sequence[SeriesKey]) -> CandlesSpec:
    """Candles of the first series, above the sizes of the same key where there are any."""
    price = _lead(workspace, series)
    return CandlesSpec(price=price, volume=None if price is None else _column_of(workspace, price, _SIZES))


def fresh_book(workspace: Workspace, series: Sequence[SeriesKey]) -> BookSpec:
    """The first two streams that are called after bids and asks, or one that the series belong to."""
    for rows in _streams(workspace, series):
        asks = _asks_of(workspace, rows)
        price, size = _named(rows, _PRICES), _named(rows, _SIZES)
        if asks and price and size:
            key = series[0].key if series and series[0].feed == rows.feed else next(iter(rows.keys), "")
            return BookSpec(feed=rows.feed, bids=rows.name, asks=asks, key=key, price=price, size=size)
    return BookSpec(feed=_feed(workspace, series))


def fresh_table(workspace: Workspace, series: Sequence[SeriesKey]) -> TableSpec:
    """The stream of the series or, without any, the one with the most keys."""
    if series:
        return TableSpec(feed=series[0].feed, stream=series[0].stream)
    streams = _streams(workspace, ())
    if not streams:
        return TableSpec(feed=_feed(workspace, ()))
    rows = max(streams, key=lambda stream: len(stream.keys))
    return TableSpec(feed=rows.feed, stream=rows.name)


def fresh_tiles(workspace: Workspace, series: Sequence[SeriesKey]) -> TilesSpec:
    """A tile for each series; without any, for those the program would plot."""
    found = dict.fromkeys(series or [key for plan in workspace.panels.plans for key in plan.series])
    return TilesSpec(tiles=tuple(Tile(each) for each in list(found)[:_TILES]))


def fresh_inspector(workspace: Workspace, series: Sequence[SeriesKey]) -> InspectorSpec:
    """The messages of the feed."""
    return InspectorSpec(feed=_feed(workspace, series))


def fresh_console(workspace: Workspace, series: Sequence[SeriesKey]) -> ConsoleSpec:
    """Sends to the feed."""
    return ConsoleSpec(feed=_feed(workspace, series))


def fresh_events(workspace: Workspace, series: Sequence[SeriesKey]) -> EventLogSpec:
    """The events of the feed; those that send no numbers come first, since events are what they send."""
    if not series:
        for view in workspace.feeds:
            if not workspace.store.streams(view.feed):
                return EventLogSpec(feed=view.feed)
    return EventLogSpec(feed=_feed(workspace, series))


def fresh_xy(workspace: Workspace, series: Sequence[SeriesKey]) -> XySpec:
    """The first series across, the others up; without any, the first two of one plot."""
    if not series:
        series = next((plan.series for plan in workspace.panels.plans if len(plan.series) > 1), ())
    return XySpec(x=series[0] if series else None, y=tuple(series[1:]))


def fresh_histogram(workspace: Workspace, series: Sequence[SeriesKey]) -> HistogramSpec:
    """The series; without any, the first that the program would plot."""
    lead = _lead(workspace, series)
    return HistogramSpec(series=tuple(series) or (() if lead is None else (lead,)))


def fresh_spectrum(workspace: Workspace, series: Sequence[SeriesKey]) -> SpectrumSpec:
    """The first series."""
    return SpectrumSpec(series=_lead(workspace, series))


def _lead(workspace: Workspace, series: Sequence[SeriesKey]) -> SeriesKey | None:
    if series:
        return series[0]
    return next((plan.series[0] for plan in workspace.panels.plans), None)


def _feed(workspace: Workspace, series: Sequence[SeriesKey]) -> str:
    if series:
        return series[0].feed
    return next((view.feed for view in workspace.feeds), "")


def _streams(workspace: Workspace, series: Sequence[SeriesKey]) -> list[StreamRows]:
    """Every stream there is, those of the feed of the series first."""
    feed = _feed(workspace, series)
    return sorted(workspace.store.streams(), key=lambda rows: rows.feed != feed)


def _column_of(workspace: Workspace, series: SeriesKey, words: Sequence[str]) -> SeriesKey | None:
    rows = workspace.store.stream(series.feed, series.stream)
    column = "" if rows is None else _named(rows, words)
    return SeriesKey(series.feed, series.stream, series.key, column) if column and column != series.column else None


def _named(rows: StreamRows, words: Sequence[str]) -> str:
    """The first column in whose name one of these words stands; "" for none."""
    return next((column for word in words for column in rows.columns if word in column.lower()), "")


def _asks_of(workspace: Workspace, bids: StreamRows) -> str:
    """The stream whose name differs from that of the bids by the side alone; "" for none."""
    wanted = bids.name.replace("bid", "ask")
    return wanted if wanted != bids.name and workspace.store.stream(bids.feed, wanted) is not None else ""
