"""How often which values came lately."""

import math
from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats, SeriesKey
from monitor.ui.charts.axis import Extent
from monitor.ui.charts.chips import ChoiceChip, MenuChip, SwitchChip
from monitor.ui.charts.legend import LegendEntry, legend_text
from monitor.ui.charts.panel import ChartPanel, span_choices
from monitor.ui.histogram.chart import Counted, HistogramChart
from monitor.ui.panels.context import PanelContext
from monitor.workspace.analysis.histogram import Bins, Summary, bins_for, counts, summary
from monitor.workspace.analysis.moving_samples import MovingSamples
from monitor.workspace.analysis.names import full_name, short_names, thinned
from monitor.workspace.analysis.reading import column_reader
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.analysis import HistogramSpec
from monitor.workspace.wording import THIN, count, duration

__all__ = ["HistogramPanel"]

_INTERVAL = 0.25
_MOST_SERIES = 6
_MOST_TOGETHER = 200_000
"""Samples of all series together."""
_BINS = (0, 10, 20, 50, 100, 200)
_ROOM_ABOVE = 1.18
"""The highest bin leaves room for what is written above it."""
_PAD = 0.02
_DOT = " \N{MIDDLE DOT} "


class HistogramPanel(ChartPanel):
    """Several series share their bins."""

    def __init__(self, context: PanelContext, spec: HistogramSpec, *, parent: QWidget | None = None) -> None:
        self._histogram = HistogramChart(context.theme)
        super().__init__(context, self._histogram, interval=_INTERVAL, parent=parent)
        self._spec = spec
        self._menu = MenuChip(self.tr("Series"), self.tr("Series counted"))
        self._menu.pull_down.aboutToShow.connect(self._fill_menu)
        choices = [(each, self._bins_text(each)) for each in _BINS]
        self._number = ChoiceChip(self.tr("Number of bins"), choices, spec.bins)
        self._number.chosen.connect(self._choose_bins)
        self._log = SwitchChip(self.tr("Log"), self.tr("Counts by powers of ten"), spec.log)
        self._log.switched.connect(self._choose_log)
        self._seconds = ChoiceChip(self.tr("Time looked at"), span_choices(), spec.window_seconds)
        self._seconds.chosen.connect(self._choose_seconds)
        self.chips.take((self._log, self._number, self._menu, self._seconds))
        self._samples: list[MovingSamples] = []
        self._bins: Bins | None = None
        self._highest = 0.0
        self._apply()

    @property
    def spec(self) -> HistogramSpec:
        return self._spec

    def set_spec(self, spec: PanelSpec) -> None:
        if isinstance(spec, HistogramSpec):
            self._spec = spec
            self._apply()

    @property
    def sources(self) -> Sequence[SeriesKey]:
        return self._spec.series

    def describe(self) -> str:
        return legend_text(self._histogram.legend) or self._histogram.words

    # --- a refresh ------------------------------------------------------------------------------------------------

    def work_out(self, now: float, end: float) -> bool:
        start = end - self._spec.window_seconds
        newest = map(self.newest, self._spec.series)
        complete = [each.move(start, end, newest=at) for each, at in zip(self._samples, newest, strict=True)]
        values = [each.values[0] for each in self._samples]
        self._bins = bins_for(values, wanted=self._spec.bins, before=self._bins)
        if self._bins is not None:
            self._count(self._bins, values)
            self._histogram.set_words("")
        elif all(complete):
            words = self.tr("No numbers in the last %1").replace("%1", duration(self._spec.window_seconds))
            self._histogram.set_words(words)
        step, total = max(each.step for each in self._samples), sum(each.count for each in self._samples)
        said = thinned(step, total) or self.tr("%1 samples").replace("%1", count(sum(map(len, values))))
        bins = self.tr("%1 bins").replace("%1", str(self._bins.number)) if self._bins is not None else ""
        self.call_it(self._named(), _DOT.join(filter(None, (said, bins))))
        self._histogram.refresh()
        return all(complete)

    def _count(self, bins: Bins, values: Sequence[Floats]) -> None:
        chart = self._histogram
        chart.bins = bins
        chart.counted = [
            Counted(index, name, self.unit(series), counts(each, bins), summary(each))
            for index, (series, name, each) in enumerate(
                zip(self._spec.series, short_names(self._spec.series), values, strict=True)
            )
        ]
        chart.legend = tuple(
            LegendEntry(each.index, each.name, note=self._figures(each.figures, each.unit)) for each in chart.counted
        )
        highest = max(float(chart.height_of(each.counts).max()) for each in chart.counted)
        # It shrinks only when much is to be gained, so that the axis does not tremble.
        if not highest <= self._highest <= 1.5 * highest:
            self._highest = highest
        low = -0.3 if self._spec.log else 0.0
        pad = bins.number * bins.width * _PAD
        edges = bins.edges
        top = max(self._highest, 0.5) * _ROOM_ABOVE
        chart.extent = Extent(float(edges[0]) - pad, float(edges[-1]) + pad, low, top)

    def _figures(self, found: Summary, unit: str) -> str:
        """The line of muted words beside a name."""
        if math.isnan(found.mean):
            return self.tr("no numbers")
        figures = (
            (self.tr("min"), found.low),
            (self.tr("mean"), found.mean),
            (self.tr("max"), found.high),
            ("\N{GREEK SMALL LETTER SIGMA}", found.deviation),
        )
        parts = [f"{name} {self._histogram.figure(value)}" for name, value in figures]
        if len(self._spec.series) > 1:
            parts.insert(0, f"{self.tr('median')} {self._histogram.figure(found.median)}")
        return _DOT.join(parts) + (f"{THIN}{unit}" if unit else "")

    def _named(self) -> str:
        names = short_names(self._spec.series)
        return self._spec.title or ", ".join(names) or self.tr("Histogram")

    # --- the user -------------------------------------------------------------------------------------------------

    def _take_one(self, series: SeriesKey) -> None:
        if series not in self._spec.series:
            self._change(series=(*self._spec.series, series)[-_MOST_SERIES:])

    def _apply(self) -> None:
        spec, store = self._spec, self.context.workspace.store
        most = _MOST_TOGETHER // max(1, len(spec.series))
        readers = [column_reader(store, each) for each in spec.series]
        self._samples = [MovingSamples(read, columns=1, most=most, at_once=most) for read in readers]
        self._bins, self._highest = None, 0.0
        chart = self._histogram
        chart.log, chart.bins, chart.counted, chart.legend, chart.extent = spec.log, None, (), (), None
        units = {self.unit(each) for each in spec.series}
        unit = units.pop() if len(units) == 1 else ""
        name = full_name(spec.series[0]) if len(spec.series) == 1 else ""
        chart.x_title = ", ".join(filter(None, (name, unit)))
        self._number.show_value(spec.bins, text=self._bins_text(spec.bins))
        self._log.show_value(spec.log)
        self._seconds.show_value(spec.window_seconds, text=duration(spec.window_seconds))
        self.shown_anew()
        self.call_it(self._named(), "")

    def _bins_text(self, bins: int) -> str:
        return self.tr("%1 bins").replace("%1", str(bins)) if bins else self.tr("Auto bins")

    def _change(self, **fields: object) -> None:
        self._spec = msgspec.structs.replace(self._spec, **fields)
        self._apply()
        self.spec_changed.emit(self._spec)

    @Slot()
    def _fill_menu(self) -> None:
        menu = self._menu.pull_down
        menu.empty()
        menu.add(self.tr("Add series…"), self._ask)
        menu.addSeparator()
        for series, name in zip(self._spec.series, short_names(self._spec.series), strict=True):
            menu.add(self.tr("Remove %1").replace("%1", name), partial(self._remove, series))

    @Slot()
    def _ask(self) -> None:
        self.choose(self._take_one, self.mapToGlobal(QPoint(12, 8)))

    def _remove(self, series: SeriesKey) -> None:
        self._change(series=tuple(each for each in self._spec.series if each != series))

    @Slot(object)
    def _choose_bins(self, bins: int) -> None:
        self._change(bins=bins)

    @Slot(bool)
    def _choose_log(self, log: bool) -> None:
        self._change(log=log)

    @Slot(object)
    def _choose_seconds(self, seconds: float) -> None:
        self._change(window_seconds=seconds)
