"""One series over another: how they hang together."""

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
from monitor.ui.panels.context import PanelContext
from monitor.ui.xy.chart import Cloud, XyChart
from monitor.workspace.analysis.moving_samples import MovingSamples
from monitor.workspace.analysis.names import full_name, short_names, thinned
from monitor.workspace.analysis.pairing import correlation
from monitor.workspace.analysis.reading import pair_reader
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.analysis import XySpec
from monitor.workspace.plotting.ranges import ValueRange
from monitor.workspace.wording import count, duration, number

__all__ = ["XyPanel"]

_INTERVAL = 0.1
_MOST_CURVES = 8
_MOST_TOGETHER, _MOST_JOINED = 200_000, 50_000
"""Pairs of all curves together, as points and as lines."""


class XyPanel(ChartPanel):
    """The first series it is given becomes x, all others y."""

    def __init__(self, context: PanelContext, spec: XySpec, *, parent: QWidget | None = None) -> None:
        self._xy = XyChart(context.theme)
        super().__init__(context, self._xy, interval=_INTERVAL, parent=parent)
        self._spec = spec
        self._menu = MenuChip(self.tr("Series"), self.tr("Series of both axes"))
        self._menu.pull_down.aboutToShow.connect(self._fill_menu)
        styles = [("points", self.tr("Points")), ("line", self.tr("Line"))]
        self._style = ChoiceChip(self.tr("Drawn as"), styles, spec.style)
        self._style.chosen.connect(self._choose_style)
        self._equal = SwitchChip(self.tr("Equal axes"), self.tr("The same scale on both axes"), spec.equal)
        self._equal.switched.connect(self._choose_equal)
        self._seconds = ChoiceChip(self.tr("Time looked at"), span_choices(), spec.window_seconds)
        self._seconds.chosen.connect(self._choose_seconds)
        self.chips.take((self._equal, self._style, self._menu, self._seconds))
        self._pairs: list[MovingSamples] = []
        self._ranges = (ValueRange(), ValueRange())
        self._apply()

    @property
    def spec(self) -> XySpec:
        return self._spec

    def set_spec(self, spec: PanelSpec) -> None:
        if isinstance(spec, XySpec):
            self._spec = spec
            self._apply()

    @property
    def sources(self) -> Sequence[SeriesKey]:
        return () if self._spec.x is None else (self._spec.x, *self._spec.y)

    def describe(self) -> str:
        return f"{self.subtitle}; {legend_text(self._xy.legend)}" if self._xy.legend else self._xy.words

    # --- a refresh ------------------------------------------------------------------------------------------------

    def work_out(self, now: float, end: float) -> bool:
        spec = self._spec
        if spec.x is None or not spec.y:
            self._xy.set_words(self.tr("Drop or choose a second series for the other axis"))
            self._xy.refresh()
            return True
        start = end - spec.window_seconds
        newest = (self.newest(y) for y in spec.y)
        complete = [pairs.move(start, end, newest=at) for pairs, at in zip(self._pairs, newest, strict=True)]
        self._xy.clouds = self._clouds()
        self._xy.span, self._xy.zone = (start, end), self.zone
        if any(len(cloud.time) for cloud in self._xy.clouds):
            self._fit(now)
            self._xy.set_words("")
        elif all(complete):
            words = self.tr("No pairs of both series in the last %1")
            self._xy.set_words(words.replace("%1", duration(spec.window_seconds)))
        self._say()
        self._xy.refresh()
        return all(complete)

    def _clouds(self) -> list[Cloud]:
        names = short_names(self._spec.y)
        clouds = []
        for index, (series, name, pairs) in enumerate(zip(self._spec.y, names, self._pairs, strict=True)):
            time, values = pairs.time, pairs.values
            clouds.append(Cloud(index, name, self.unit(series), time, values[0], values[1]))
        return clouds

    def _fit(self, now: float) -> None:
        x, y = self._ranges
        x.follow(now, *_bounds([cloud.x for cloud in self._xy.clouds]))
        y.follow(now, *_bounds([cloud.y for cloud in self._xy.clouds]))
        self._xy.extent = Extent(x.low, x.high, y.low, y.high)

    def _say(self) -> None:
        found = [correlation(cloud.x, cloud.y) for cloud in self._xy.clouds]
        pairs = sum(len(cloud.time) for cloud in self._xy.clouds)
        parts = [] if len(found) != 1 or math.isnan(found[0]) else [f"r {number(found[0], decimals=2)}"]
        step = max(each.step for each in self._pairs)
        total = sum(each.count for each in self._pairs)
        parts.append(thinned(step, total) or self.tr("%1 pairs").replace("%1", count(pairs)))
        self._xy.legend = tuple(
            LegendEntry(cloud.index, cloud.name, note=_coefficient(r) if len(found) > 1 else "")
            for cloud, r in zip(self._xy.clouds, found, strict=True)
        )
        self.call_it(self._named(), " \N{MIDDLE DOT} ".join(parts))

    def _named(self) -> str:
        if self._spec.title or self._spec.x is None:
            return self._spec.title or self.tr("XY")
        names = short_names((self._spec.x, *self._spec.y))
        return self.tr("%1 over %2").replace("%1", ", ".join(names[1:]) or "…").replace("%2", names[0])

    # --- the user -------------------------------------------------------------------------------------------------

    def _take_one(self, series: SeriesKey) -> None:
        if self._spec.x is None:
            self._change(x=series)
        elif series not in self._spec.y:
            self._change(y=(*self._spec.y, series)[-_MOST_CURVES:])

    def _apply(self) -> None:
        spec, store = self._spec, self.context.workspace.store
        together = _MOST_JOINED if spec.style == "line" else _MOST_TOGETHER
        most = together // max(1, len(spec.y))
        readers = [pair_reader(store, spec.x, y) for y in spec.y] if spec.x is not None else []
        at_once = _MOST_TOGETHER // max(1, len(spec.y))
        self._pairs = [MovingSamples(read, columns=2, most=most, at_once=at_once) for read in readers]
        for range_ in self._ranges:
            range_.release()
        self._style.show_value(spec.style)
        self._equal.show_value(spec.equal)
        self._seconds.show_value(spec.window_seconds, text=duration(spec.window_seconds))
        self._xy.joined, self._xy.equal = spec.style == "line", spec.equal
        self._xy.clouds, self._xy.legend = (), ()
        if spec.x is not None:
            self._name_axes(spec.x, spec.y)
        self.shown_anew()
        self.call_it(self._named(), "")

    def _name_axes(self, x: SeriesKey, y: Sequence[SeriesKey]) -> None:
        unit = self.unit(x)
        self._xy.x_name, self._xy.x_unit = full_name(x), unit
        self._xy.x_title = f"{full_name(x)}, {unit}" if unit else full_name(x)
        units = {self.unit(each) for each in y}
        self._xy.y_title = units.pop() if len(units) == 1 else ""

    def _change(self, **fields: object) -> None:
        self._spec = msgspec.structs.replace(self._spec, **fields)
        self._apply()
        self.spec_changed.emit(self._spec)

    @Slot()
    def _fill_menu(self) -> None:
        menu, spec = self._menu.pull_down, self._spec
        menu.empty()
        x = full_name(spec.x) if spec.x is not None else self.tr("none")
        menu.add(self.tr("x: %1…").replace("%1", x), self._ask_x)
        menu.add(self.tr("Add y…"), self._ask_y)
        if len(spec.y) == 1:
            menu.add(self.tr("Swap x and y"), self._swap)
        menu.addSeparator()
        for series, name in zip(spec.y, short_names(spec.y), strict=True):
            menu.add(self.tr("Remove %1").replace("%1", name), partial(self._remove, series))

    @Slot()
    def _ask_x(self) -> None:
        self.choose(self._take_x, self._below())

    @Slot()
    def _ask_y(self) -> None:
        self.choose(self._take_one, self._below())

    def _below(self) -> QPoint:
        return self.mapToGlobal(QPoint(12, 8))

    def _take_x(self, series: SeriesKey) -> None:
        self._change(x=series)

    @Slot()
    def _swap(self) -> None:
        if self._spec.x is not None and len(self._spec.y) == 1:
            self._change(x=self._spec.y[0], y=(self._spec.x,))

    def _remove(self, series: SeriesKey) -> None:
        self._change(y=tuple(each for each in self._spec.y if each != series))

    @Slot(object)
    def _choose_style(self, style: str) -> None:
        self._change(style=style)

    @Slot(bool)
    def _choose_equal(self, equal: bool) -> None:
        self._change(equal=equal)

    @Slot(object)
    def _choose_seconds(self, seconds: float) -> None:
        self._change(window_seconds=seconds)


def _bounds(parts: Sequence[Floats]) -> tuple[float, float]:
    known = [part for part in parts if len(part)]
    return min(float(part.min()) for part in known), max(float(part.max()) for part in known)


def _coefficient(value: float) -> str:
    return "" if math.isnan(value) else f"r {number(value, decimals=2)}"
