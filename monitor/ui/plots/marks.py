"""What the user has drawn into a plot: thresholds, notes, and the way from one sample to another."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from monitor.ui.fonts import text_font
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.texts import Texts
from monitor.workspace.desk.specs.plot import Note, Threshold
from monitor.workspace.plotting.measure import Measure
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.wording import THIN, decimals_of, number

__all__ = ["Marks", "Place", "level_word", "note_word"]

_INSET = 6
_GRAB = 5
_RING = 4.0
_BAR = 3


def level_word(level: str) -> str:
    """What a level is called."""
    return {
        "ok": QCoreApplication.translate("Marks", "OK"),
        "warn": QCoreApplication.translate("Marks", "Warning"),
        "bad": QCoreApplication.translate("Marks", "Bad"),
    }[level]


def note_word() -> str:
    """What a note without words is called."""
    return QCoreApplication.translate("Marks", "Note")


class Place(NamedTuple):
    """Where a plot is in its widget, and what its pixels mean. ratio: physical pixels to a point."""

    rect: QRect
    right: Scale
    left: Scale
    ratio: float

    def moved_from(self, other: "Place | None") -> bool:
        """Whether this is another place seen a little later, and nothing else has changed."""
        if other is None or self.right.moved_from(other.right) is None:
            return False
        same = (self.rect is other.rect or self.rect == other.rect) and self.ratio == other.ratio
        return same and (self.left is self.right or self.left.moved_from(other.left) is not None)

    def x(self, time: float) -> float:
        """Points from the left of the widget to a moment."""
        return self.rect.left() + (time / self.right.step - self.right.first) / self.ratio

    def time(self, x: float) -> float:
        """The moment at so many points from the left of the widget."""
        return ((x - self.rect.left()) * self.ratio + self.right.first) * self.right.step

    def row(self, y: float) -> float:
        """Physical pixels from the top of the plot to a place so many points from the top of the widget."""
        return (y - self.rect.top()) * self.ratio

    def value(self, y: float, *, left: bool = False) -> float:
        """The value so many points from the top of the widget."""
        return (self.left if left else self.right).value(self.row(y))

    def y(self, value: float, *, left: bool) -> float:
        """Points from the top of the widget to a value."""
        return self.rect.top() + (self.left if left else self.right).y(value) / self.ratio


class Marks:
    """Holds what is drawn over the curves; nothing of it is on the film.

    measure_left: the measured curve is on the left axis. measure_words: what is said of it, line by line.
    """

    def __init__(self) -> None:
        self.thresholds: Sequence[Threshold] = ()
        self.notes: Sequence[Note] = ()
        self.measure: Measure | None = None
        self.measure_left = False
        self.measure_words: tuple[str, ...] = ()
        self._texts = Texts(text_font(11), padding=_INSET)

    def threshold_at(self, place: Place, y: float) -> int | None:
        """The threshold under the mouse, the nearest one."""
        near = [
            (abs(place.y(one.value, left=one.axis == "left") - y), index) for index, one in enumerate(self.thresholds)
        ]
        distance, index = min(near, default=(_GRAB + 1.0, 0))
        return index if distance <= _GRAB else None

    def note_at(self, place: Place, x: float) -> int | None:
        """The note under the mouse, the nearest one."""
        distance, index = min(
            ((abs(place.x(one.time) - x), index) for index, one in enumerate(self.notes)), default=(_GRAB + 1.0, 0)
        )
        return index if distance <= _GRAB else None

    def draw(self, painter: QPainter, place: Place, inks: Inks) -> None:
        """Draw everything that is in sight."""
        if not (self.thresholds or self.notes or self.measure):
            return
        painter.save()
        painter.setClipRect(place.rect, Qt.ClipOperation.IntersectClip)
        for note in self.notes:
            self._draw_note(painter, place, note, inks)
        for threshold in self.thresholds:
            self._draw_threshold(painter, place, threshold, inks)
        if self.measure is not None:
            self._draw_measure(painter, place, self.measure, inks)
        painter.restore()

    def _draw_threshold(self, painter: QPainter, place: Place, threshold: Threshold, inks: Inks) -> None:
        y = round(place.y(threshold.value, left=threshold.axis == "left"))
        if not place.rect.top() <= y <= place.rect.bottom():
            return
        colour = inks.levels[threshold.level]
        painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(place.rect.left(), y, place.rect.right(), y)
        value = number(threshold.value, decimals=decimals_of(threshold.value))
        words = f"{threshold.label or level_word(threshold.level)}{THIN}{THIN}{value}"
        at_left = threshold.axis == "left"
        x = place.rect.left() + _INSET if at_left else place.rect.right() - _INSET - self._texts.width(words)
        above = y - self._texts.height - 2
        top = above if above >= place.rect.top() else y + 3
        self._label(painter, x, top, words, colour, inks, place.ratio)

    def _draw_note(self, painter: QPainter, place: Place, note: Note, inks: Inks) -> None:
        x = round(place.x(note.time))
        if not place.rect.left() <= x <= place.rect.right():
            return
        painter.setPen(QPen(inks.muted, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(x, place.rect.top(), x, place.rect.bottom())
        words = note.text or note_word()
        beside = x + 4 if x + 4 + self._texts.width(words) <= place.rect.right() else x - 4 - self._texts.width(words)
        bottom = place.rect.bottom() - self._texts.height - _INSET
        self._label(painter, beside, bottom, words, inks.text, inks, place.ratio)

    def _label(self, painter: QPainter, x: int, y: int, words: str, colour: QColor, inks: Inks, ratio: float) -> None:
        painter.drawPixmap(x, y, self._texts.picture(words, colour, inks.panel, ratio))
        painter.fillRect(x, y, _BAR, self._texts.height, colour)

    def _draw_measure(self, painter: QPainter, place: Place, measure: Measure, inks: Inks) -> None:
        first, second = (
            QPointF(place.x(point.time), place.y(point.value, left=self.measure_left))
            for point in (measure.first, measure.second)
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.accent, 1.0))
        painter.drawLine(first, second)
        painter.setBrush(inks.panel)
        painter.drawEllipse(first, _RING, _RING)
        painter.drawEllipse(second, _RING, _RING)
        painter.setFont(text_font(12))
        metrics = painter.fontMetrics()
        width = max(metrics.horizontalAdvance(line) for line in self.measure_words) + 16
        height = metrics.height() * len(self.measure_words) + 10
        box = _beside(QRectF(place.rect), second, width, height)
        painter.setPen(QPen(inks.grid, 1.0))
        painter.drawRoundedRect(box, 6.0, 6.0)
        painter.setPen(inks.text)
        inner = box.adjusted(8, 5, -8, -5)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "\n".join(self.measure_words))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _beside(room: QRectF, at: QPointF, width: float, height: float) -> QRectF:
    """A box beside a point, within the room."""
    x = at.x() + 12 if at.x() + 12 + width <= room.right() else at.x() - 12 - width
    y = min(max(at.y() - height / 2, room.top() + 4), room.bottom() - height - 4)
    return QRectF(round(max(x, room.left() + 4)) + 0.5, round(y) + 0.5, width, height)
