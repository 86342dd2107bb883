"""A chart: what it shows, in axes, with a legend, and with words for the place under the mouse."""

import math
import time

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.charts.axis import Axis, Extent, axes_of
from monitor.ui.charts.ink import Ink
from monitor.ui.charts.labels import LABELS_BELOW, TITLE_BELOW, fitting_width, paint_grid, paint_labels, paint_titles
from monitor.ui.charts.legend import LINE_HEIGHT, LegendEntry, paint_legend
from monitor.ui.charts.readout import Reading, paint_line, paint_reading, paint_words
from monitor.ui.theme import Theme
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks

__all__ = ["Chart"]

_INSET = 8
_LEAST_BESIDE = 56
_X_APART, _Y_APART = 88, 40


class Chart(QWidget):
    """Base of charts. A subclass keeps data, calls `refresh` when they change, and paints them in `paint_data`.

    read_changed(): another place is read, or none.

    The picture of the data is kept until `refresh`, so that a mouse that moves costs next to nothing.
    cost: seconds the newest picture took to paint.
    """

    stacked_legend = False
    """Whether entries of the legend stand below each other where there is room."""

    read_changed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(160, 100)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.theme = theme
        self.ink = Ink.of(theme)
        self.legend: tuple[LegendEntry, ...] = ()
        self.x_title = self.y_title = ""
        self.extent: Extent | None = None
        self.cost = 0.0
        self._words = ""
        self._beside = _LEAST_BESIDE
        self._picture: QPixmap | None = None
        self._mouse: QPointF | None = None
        self._reading: Reading | None = None
        self._stepped = False
        self._marked: float | None = None

    # --- for subclasses -------------------------------------------------------------------------------------------

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        """Paint what the chart shows, within `plot`, over the grid."""
        raise NotImplementedError

    def paint_head(self, painter: QPainter, box: QRect) -> int:
        """Paint more than the legend above the data, at the right; the pixels it takes there."""
        return 0

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        """What there is to say of a place."""
        return None

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        """Go on by so many of what the keys step through, and say what is there; 0 stays."""
        return None

    def x_ticks(self, x: Axis, most: int) -> ValueTicks:
        """What is written below the axis."""
        return value_ticks(x.low, x.high, most)

    def y_ticks(self, y: Axis, most: int) -> ValueTicks:
        """What is written beside it."""
        return value_ticks(y.low, y.high, most)

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def plot_rect(self) -> QRect:
        """Where the data are, in pixels of the widget."""
        below = LABELS_BELOW + (TITLE_BELOW if self.x_title else 0)
        width, height = self.width() - self._beside, self.height() - self._above - below
        return QRect(0, self._above, max(1, width), max(1, height))

    @property
    def words(self) -> str:
        """What stands in the middle instead of data; "" for nothing."""
        return self._words

    @property
    def reading(self) -> Reading | None:
        """What is said of the place under the mouse, or that the keys have gone to."""
        return self._reading

    def set_words(self, words: str) -> bool:
        """Put words in the middle instead of data, "" for none; tells whether they are new."""
        if words == self._words:
            return False
        self._words = words
        self._reading = None
        self.update()
        return True

    def mark(self, x: float | None) -> None:
        """Mark this place of the axis below with a line across the data, None for none."""
        if x != self._marked:
            self._marked = x
            self.update()

    def refresh(self) -> None:
        """Paint anew, since data, extent, legend or colours have changed."""
        self._fit()
        self._picture = None
        self._read_again()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.theme, self.ink = theme, Ink.of(theme)
        self.refresh()

    def axes(self, plot: QRect) -> tuple[Axis, Axis]:
        """Both axes, in pixels of the widget."""
        return axes_of(self.extent or Extent(0.0, 1.0, 0.0, 1.0), plot)

    @property
    def _above(self) -> int:
        lines = len(self.legend) if self._stacked else min(1, len(self.legend))
        return 8 + LINE_HEIGHT * max(1 if self.y_title else 0, lines)

    @property
    def _stacked(self) -> bool:
        """Whether each entry of the legend has a line of its own: a quarter of the height may go there."""
        return self.stacked_legend and len(self.legend) * LINE_HEIGHT <= self.height() // 4

    def _fit(self) -> None:
        """Give the labels beside the chart the room they need."""
        if self.extent is not None:
            self._beside = fitting_width(self._ticks(self.plot_rect)[1], self._beside)

    def _ticks(self, plot: QRect) -> tuple[ValueTicks, ValueTicks]:
        x, y = self.axes(plot)
        most_x, most_y = max(2, plot.width() // _X_APART), max(2, plot.height() // _Y_APART)
        return self.x_ticks(x, most_x), self.y_ticks(y, most_y)

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.ink.panel)
            if self._words or self.extent is None:
                paint_words(painter, self.rect(), self._words, self.ink)
            else:
                self._paint_chart(painter)
            if self.hasFocus():
                painter.setPen(self.ink.accent)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_chart(self, painter: QPainter) -> None:
        plot = self.plot_rect
        if self._picture is None:
            started = time.perf_counter()
            self._picture = self._painted(plot)
            self.cost = time.perf_counter() - started
        painter.drawPixmap(plot.topLeft(), self._picture)
        painter.setPen(self.ink.muted)
        paint_labels(painter, plot, self.rect(), *self.axes(plot), self._ticks(plot))
        paint_titles(painter, plot, self.rect(), (self.x_title, self.y_title), self.ink)
        above = QRect(0, 4, self.width() - (self._beside if self.y_title else 0), self._above - 8)
        taken = self.paint_head(painter, above.adjusted(0, 0, -_INSET, 0))
        paint_legend(painter, above.adjusted(0, 0, -taken, 0), self.legend, self.ink, stacked=self._stacked)
        if self._reading is not None:
            paint_reading(painter, plot, self._reading, self.ink)
        elif self._marked is not None:
            paint_line(painter, plot, self.axes(plot)[0].place(self._marked), self.ink)

    def _painted(self, plot: QRect) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(math.ceil(plot.width() * ratio), math.ceil(plot.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.ink.panel)
        x, y = self.axes(plot)
        with QPainter(picture) as painter:
            painter.translate(-plot.topLeft())
            painter.setClipRect(plot)
            painter.setPen(self.ink.grid)
            paint_grid(painter, plot, x, y, self._ticks(plot))
            self.paint_data(painter, plot, x, y)
        return picture

    # --- the user -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._mouse, self._stepped = event.position(), False
        self._read_again()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mouse = None
        self._read_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                by = 1 if event.key() == Qt.Key.Key_Right else -1
                self._step(by * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))
            case Qt.Key.Key_Escape if self._reading is not None:
                self._mouse, self._stepped = None, False
                self._show_reading(None)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stepped = False
        self._read_again()
        self.update()

    def _step(self, by: int) -> None:
        if self.extent is not None and not self._words:
            self._stepped = True
            self._show_reading(self.read_step(by, *self.axes(self.plot_rect)))
            if self._reading is not None:
                self.setAccessibleDescription(self._reading.text)

    def _read_again(self) -> None:
        if self.extent is None or self._words:
            self._show_reading(None)
        elif self._stepped:
            self._show_reading(self.read_step(0, *self.axes(self.plot_rect)))
        elif self._mouse is not None and self.plot_rect.contains(self._mouse.toPoint()):
            self._show_reading(self.read(self._mouse, *self.axes(self.plot_rect)))
        else:
            self._show_reading(None)

    def _show_reading(self, reading: Reading | None) -> None:
        if reading != self._reading:
            self._reading = reading
            self.update()
            self.read_changed.emit()
