"""The panel of candles: its series, its spec, and what the user does with it."""

from collections.abc import Callable, Sequence
from datetime import UTC

import msgspec
from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.store.candles import Candles
from monitor.ui.candles.chart import CandleChart
from monitor.ui.candles.controls import CandleControls
from monitor.ui.candles.showing import Showing
from monitor.ui.candles.steering import Steering
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.ui.series_menu import SeriesChooser
from monitor.ui.theme import Theme
from monitor.workspace.candles.framing import Framing
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.candles import CandlesSpec, Width

__all__ = ["CandlesPanel"]

_SIZES = ("size", "qty", "quantity", "amount")
"""Columns that are summed up when a price beside them is chosen."""
_SPOKEN = 1.0
"""Seconds between two changes of the description that screen readers are given."""


class CandlesPanel(PanelView):
    """Candles of one series. controls: a CandleControls."""

    def __init__(self, context: PanelContext, spec: CandlesSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._spec = spec
        self._theme = context.theme
        self._chart = CandleChart(context.theme)
        self._showing: Showing | None = None
        self._chooser: SeriesChooser | None = None
        self._taker: Callable[[SeriesKey], None] = self._take_price
        self._spoken_at = 0.0
        self._steering = Steering(self._chart, context, parent=self)
        self._chips = CandleControls((spec.interval, spec.count))
        self.controls = self._chips
        self._prompt = Prompt(self.tr("Drop a series here, or choose one"), self.tr("Choose a series"), parent=self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._chart)
        self._stack.addWidget(self._prompt)
        self.setFocusProxy(self._chart)
        self._connect()
        self._begin()

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def spec(self) -> CandlesSpec:
        return self._spec

    @property
    def title(self) -> str:
        price = self._spec.price
        if self._spec.title or price is None:
            return self._spec.title or self.tr("Candles")
        return f"{price.key} {price.column}".strip()

    @property
    def subtitle(self) -> str:
        price = self._spec.price
        view = None if price is None else self._context.workspace.feed(price.feed)
        return "" if view is None else view.name

    @property
    def live(self) -> bool:
        """Whether it moves with the newest candle."""
        return self._steering.live

    @property
    def chart(self) -> CandleChart:
        """The chart without its controls."""
        return self._chart

    def set_spec(self, spec: PanelSpec) -> None:
        assert isinstance(spec, CandlesSpec)
        self._spec = spec
        self._begin()

    def fit_controls(self, room: int) -> None:
        self._chips.fit(room)

    def frame(self, now: float) -> bool:
        showing = self._showing
        if showing is None:
            return False
        showing.zone = UTC if self._context.workspace.settings.now.time_zone == "utc" else None
        price = showing.candles.price
        drawn = showing.frame(now, self._context.workspace.gaps(price.feed, price.stream))
        words = "" if len(showing.candles) else self.tr("Waiting for the first numbers")
        drawn |= self._chart.set_words(words)
        self._steering.count_new()
        if abs(now - self._spoken_at) >= _SPOKEN:
            self._spoken_at = now
            self._chart.setAccessibleDescription(showing.sentence)
        return drawn

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._chart.set_theme(theme)
        if self._chooser is not None:
            self._chooser.set_theme(theme)

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        """The first is the price; a second one of the same drop is the volume."""
        if not series:
            return False
        self._take_price(series[0])
        if len(series) > 1:
            self._take_volume(series[1])
        return True

    def look_at(self, end: float | None) -> None:
        self._steering.look_at(end)

    def menu_actions(self) -> Sequence[QAction]:
        return self._chips.actions_of()

    def let_go(self) -> None:
        if self._chooser is not None:
            self._chooser.close()

    # --- the user -------------------------------------------------------------------------------------------------

    @Slot()
    def jump_to_live(self) -> None:
        """Show the newest candles and move with them."""
        self._steering.go_live()

    @Slot()
    def toggle_pause(self) -> None:
        """Stand still, or move on with the newest candle."""
        self._steering.toggle_pause()

    @Slot(object)
    def set_width(self, width: Width) -> None:
        """Show candles of this width."""
        interval, samples = width
        self._change(interval=interval, count=samples)

    @Slot(int)
    def _keep_zoom(self, shown: int) -> None:
        if shown != self._spec.shown:
            self._spec = msgspec.structs.replace(self._spec, shown=shown)
            self.spec_changed.emit(self._spec)

    # --- what it shows --------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Show what the spec says; candles of a multiple of the width there was are made of those."""
        spec, before = self._spec, self._showing
        self._chips.show_width((spec.interval, spec.count))
        self._stack.setCurrentWidget(self._prompt if spec.price is None else self._chart)
        self._chart.setAccessibleName(self.tr("Candles of %1").replace("%1", self.title))
        self._showing = None
        if spec.price is not None:
            known = None if before is None else before.candles
            candles = _made_of(known, spec) or self._fresh(spec, spec.price)
            self._showing = Showing(self._chart, candles, Framing(spec.shown))
        self._steering.steer(self._showing)
        self.texts_changed.emit()

    def _fresh(self, spec: CandlesSpec, price: SeriesKey) -> Candles:
        store = self._context.workspace.store
        return Candles(store, price, interval=spec.interval, count=spec.count, volume=spec.volume)

    def _change(self, **fields: object) -> None:
        self._spec = msgspec.structs.replace(self._spec, **fields)
        self._begin()
        self.spec_changed.emit(self._spec)

    def _take_price(self, series: SeriesKey) -> None:
        rows = self._context.workspace.store.stream(series.feed, series.stream)
        columns = () if rows is None else rows.columns
        size = next((name for name in _SIZES if name in columns and name != series.column), None)
        volume = None if size is None else SeriesKey(series.feed, series.stream, series.key, size)
        self._change(price=series, volume=volume)

    def _take_volume(self, series: SeriesKey) -> None:
        self._change(volume=series)

    @Slot()
    def _count_samples(self) -> None:
        self._change(volume=None)

    @Slot(QPoint)
    def _choose_price(self, at: QPoint) -> None:
        self._choose(self._take_price, at)

    @Slot(QPoint)
    def _choose_volume(self, at: QPoint) -> None:
        self._choose(self._take_volume, at)

    def _choose(self, taker: Callable[[SeriesKey], None], at: QPoint) -> None:
        if self._chooser is None:
            self._chooser = SeriesChooser(self._context.workspace, self._theme, parent=self)
            self._chooser.chosen.connect(self._chosen)
        self._taker = taker
        self._chooser.popup(at)

    @Slot(object)
    def _chosen(self, series: SeriesKey) -> None:
        self._taker(series)

    def _connect(self) -> None:
        chips = self._chips
        chips.width_chosen.connect(self.set_width)
        chips.price_wanted.connect(self._choose_price)
        chips.volume_wanted.connect(self._choose_volume)
        chips.samples_wanted.connect(self._count_samples)
        chips.live_wanted.connect(self.jump_to_live)
        self._prompt.asked.connect(self._choose_price)
        self._steering.froze.connect(chips.set_frozen)
        self._steering.zoomed.connect(self._keep_zoom)


def _made_of(known: Candles | None, spec: CandlesSpec) -> Candles | None:
    """Candles of a spec made of those there are; None where that cannot be done."""
    if known is None or spec.count is not None or (known.price, known.volume) != (spec.price, spec.volume):
        return None
    return known.widened(spec.interval)
