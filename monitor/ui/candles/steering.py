"""What mouse and keys do to a chart of candles: pan, zoom, stand still, go live, and the crosshair."""

import math

from PySide6.QtCore import QObject, Signal, Slot

from monitor.ui.candles.chart import CandleChart
from monitor.ui.candles.showing import Showing
from monitor.ui.panels.context import PanelContext

__all__ = ["Steering"]


class Steering(QObject):
    """Steers the `showing` it is given; all is drawn with the next frame, and the crosshair at once.

    froze(samples): the chart stands still and so many samples have come since; None: it is live.
    zoomed(candles): so many are in view now.
    """

    froze = Signal(object)
    zoomed = Signal(int)

    def __init__(self, chart: CandleChart, context: PanelContext, *, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._showing: Showing | None = None
        self._samples_before = 0
        chart.panned.connect(self.pan)
        chart.zoomed.connect(self.zoom)
        chart.hovered.connect(self._hover)
        chart.live_wanted.connect(self.go_live)
        chart.pause_wanted.connect(self.toggle_pause)
        chart.oldest_wanted.connect(self.show_oldest)
        context.cursor.moved.connect(self._cursor_moved)

    @property
    def live(self) -> bool:
        """Whether the chart moves with the newest candle."""
        return self._showing is None or self._showing.framing.live

    def steer(self, showing: Showing | None) -> None:
        """Steer another one, which is live."""
        self._showing = showing
        self.froze.emit(None)

    def count_new(self) -> None:
        """While the chart stands still, say how many samples have come."""
        if self._showing is not None and not self.live:
            self.froze.emit(max(0, self._showing.candles.samples - self._samples_before))

    @Slot(float)
    def pan(self, candles: float) -> None:
        """Move towards later candles, and stand still."""
        showing = self._showing
        if showing is not None and len(showing.candles):
            self._note_samples()
            showing.framing.pan(candles, float(showing.candles.extent[0]), showing.edge)
            showing.fit_values()

    @Slot(float, float)
    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times as many candles, with a place where it is; while live the newest stay where they are."""
        if self._showing is not None:
            self._showing.framing.zoom(factor, around)
            self._showing.fit_values()
            self.zoomed.emit(round(self._showing.framing.shown))

    @Slot()
    def go_live(self) -> None:
        """Show the newest candles and move with them."""
        if self._showing is not None:
            self._showing.framing.go_live()
            self._showing.fit_values()
            self.froze.emit(None)

    @Slot()
    def toggle_pause(self) -> None:
        """Stand still, or move on with the newest candle."""
        if self.live:
            self.stand_still(None)
        else:
            self.go_live()

    @Slot()
    def show_oldest(self) -> None:
        """Go to the oldest candle there is."""
        if self._showing is not None:
            self.stand_still(self._showing.candles.extent[0] + self._showing.framing.shown * 0.95)

    def stand_still(self, end: float | None) -> None:
        """Stay at what is shown, or at what ends at a place among the candles."""
        if self._showing is not None:
            self._note_samples()
            self._showing.framing.stand_still(end)
            self._showing.fit_values()

    def look_at(self, end: float | None) -> None:
        """Stay at what ends at a moment; None: go live."""
        if end is None:
            self.go_live()
        elif self._showing is not None:
            self.stand_still(self._showing.candles.position(end))

    def _note_samples(self) -> None:
        if self._showing is not None and self.live:
            self._samples_before = self._showing.candles.samples
            self.froze.emit(0)

    @Slot(object)
    def _hover(self, at: tuple[float, float] | None) -> None:
        if self._showing is None:
            return
        self._showing.y = None if at is None else at[1]
        moment = math.nan if at is None else self._showing.candles.moment(at[0])
        self._context.cursor.move(None if math.isnan(moment) else moment)
        self._showing.read(self._context.workspace.wall())

    @Slot(object)
    def _cursor_moved(self, time: float | None) -> None:
        if self._showing is not None:
            self._showing.place = None if time is None else self._showing.candles.position(time)
            self._showing.read(self._context.workspace.wall())
