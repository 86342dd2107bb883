"""The plot itself: a film of curves with axes around it, and over it what the user points at and has drawn."""

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.fonts import text_font
from monitor.ui.plots.crosshair import Crosshair
from monitor.ui.plots.film import Film
from monitor.ui.plots.gap_notes import GapNotes
from monitor.ui.plots.inks import Inks
from monitor.ui.plots.legend import Legend
from monitor.ui.plots.marks import Marks, Place
from monitor.ui.plots.plot_layer import PlotLayer
from monitor.ui.plots.time_axis import BELOW, TimeAxis
from monitor.ui.plots.value_axes import ValueAxes
from monitor.ui.theme import Theme
from monitor.workspace.plotting.gap_shades import GapShades
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.view import View

__all__ = ["TOP", "PlotCanvas"]

TOP = 28
"""Pixels for the legend."""


class PlotCanvas(QWidget):
    """Shows what it is told to, and asks nobody. What the mouse moves over it is painted over the film, never on it.

    layer, legend, marks, crosshair, times: its parts; call what is named after them when they have changed.
    """

    def __init__(self, theme: Theme, gaps: GapShades, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        self.times = TimeAxis()
        self.layer = PlotLayer(Inks.of(theme), self.times, gaps)
        self.legend = Legend()
        self.marks = Marks()
        self.crosshair = Crosshair()
        self._gaps = gaps
        self._film = Film()
        self._axes = ValueAxes()
        self._rect = self._strip = self._film_rect = QRect()
        self._size = (1, 1)
        self._ratio = 1.0
        self._laid_out = ((0, 0), 0.0)
        self._place: Place | None = None
        self._anew = True
        self._reserved = 0
        self._words = ""
        self._now = 0.0
        self._notes = GapNotes()

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def plot_rect(self) -> QRect:
        """Where the curves are, in pixels of the widget."""
        return self._rect

    @property
    def place(self) -> Place | None:
        """Where the curves are and what their pixels mean; None before the first picture, or while there are words."""
        return None if self._words else self._place

    @property
    def scale_shown(self) -> Scale | None:
        """What the picture shows; None before the first."""
        return self._film.scale

    def set_theme(self, theme: Theme) -> None:
        """Draw everything anew in these colours with the next `expose`."""
        self.layer.inks = Inks.of(theme)
        self.redraw()
        self.draw_legend()

    def set_words(self, words: str) -> bool:
        """Words in the middle instead of curves, "" for none; tells whether they are new."""
        if words == self._words:
            return False
        self._words = words
        self.update()
        return True

    def reserve(self, width: int) -> None:
        """Leave so many pixels at the top right to what lies over the canvas there."""
        if width != self._reserved:
            self._reserved = width
            self.draw_legend()

    def draw_legend(self) -> None:
        """What the legend says, or its room, has changed."""
        self.legend.draw(max(1, self.width() - self._reserved), TOP, self.devicePixelRatioF(), self.layer.inks)
        self.update(0, 0, self.width(), TOP)

    def draw_marks(self) -> None:
        """What the user has drawn has changed."""
        self.update(self._film_rect)

    def point(self, time: float | None, y: float | None) -> None:
        """Move the crosshair: to a moment and, in the plot the mouse is in, to so many pixels from the top."""
        cross = self.crosshair
        if (time, y) == (cross.time, cross.y):
            return
        before = cross.region(self._place) if self._place is not None else None
        cross.time, cross.y = time, y
        if before is not None and self._place is not None:
            self.update(before + cross.region(self._place))

    def redraw(self) -> None:
        """Draw everything anew with the next `expose`."""
        self._anew = True
        self.times.forget()

    def expose(self, view: View) -> bool:
        """Show this; tells whether anything was drawn."""
        self._anew |= self._axes.fit(view, self._rect.height())
        if (self._axes.widths, self.devicePixelRatioF()) != self._laid_out:
            self._anew = True
            self._lay_out()
        layer, (columns, rows), (low, high, log) = self.layer, self._size, view.right
        scale = Scale.ending(view.end, view.seconds, columns, rows, low, high, log=log)
        beside = scale if view.left is None else scale.with_values(view.left.low, view.left.high, log=view.left.log)
        place = Place(self._rect, scale, beside, self._ratio)
        anew = self._anew or not place.moved_from(self._place)
        self._place, self._now, self._anew = place, view.now, False
        layer.scale, layer.left, layer.edge = scale, beside, view.edge
        if anew:
            self._begin_anew(place)
        self.times.rule(scale, self._ratio, layer.inks, now=view.now)
        drawn = self._film.expose(scale, scale.column(view.dirty_from) - layer.reach, layer.paint)
        if anew:
            self.update(0, TOP, self.width(), self.height() - TOP)  # Its legend has pictures of its own.
        elif drawn:
            self.update(self._film_rect)
        return anew or drawn > 0

    def _lay_out(self) -> None:
        """Leave room for axes and legend."""
        (left, right), self._ratio = self._axes.widths, self.devicePixelRatioF()
        self._laid_out = ((left, right), self._ratio)
        width, height = self.width() - left - right, self.height() - TOP - BELOW
        self._rect = QRect(left, TOP, max(1, width), max(1, height))
        self._strip = QRect(left, self._rect.bottom() + 1, self._rect.width(), BELOW)
        self._film_rect = self._rect.united(self._strip)
        self._size = round(self._rect.width() * self._ratio), round(self._rect.height() * self._ratio)

    def _begin_anew(self, place: Place) -> None:
        """Another size or other values: place everything and draw the whole film."""
        self._axes.rule(place, self.layer.inks)
        self.crosshair.left = self._axes.both
        self.layer.below = self._film.below = round(BELOW * place.ratio)
        self.layer.rule(self._axes.rows, line=max(1, round(place.ratio)))
        self._film.forget()

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, place = self.layer.inks, self.place
        with QPainter(self) as painter:
            if place is None:
                self._show_legend(painter)
                self._show_words(painter)
            else:
                parts = None if event.rect() == self._film_rect else self._show_around(painter, event, place)
                self._show_film(painter, place, parts)
                self._show_over(painter, place)
            if self.hasFocus():
                painter.setPen(inks.accent)
                painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))

    def _show_around(self, painter: QPainter, event: QPaintEvent, place: Place) -> list[QRect]:
        """Paint what is asked for beside the film; the parts of it that are asked for."""
        region = event.region()
        if region.intersects(QRect(0, 0, self.width(), TOP)):
            self._show_legend(painter)
        self._axes.draw(painter, region, place, self.rect(), self.layer.inks, taken=self.crosshair.taken)
        # Its stubs do not say that a region is made of rectangles one can go through.
        asked = (each.intersected(self._film_rect) for each in cast("Iterable[QRect]", region))
        return [part for part in asked if not part.isEmpty()]

    def _show_legend(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.width(), TOP, self.layer.inks.panel)
        self.legend.show(painter)

    def _show_words(self, painter: QPainter) -> None:
        below = self.rect().adjusted(0, TOP, 0, 0)
        painter.fillRect(below, self.layer.inks.panel)
        painter.setPen(self.layer.inks.muted)
        painter.setFont(text_font())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def _show_film(self, painter: QPainter, place: Place, parts: Sequence[QRect] | None) -> None:
        scale, ratio, rect = place.right, place.ratio, place.rect
        columns, rows = self._size
        if ratio == 1.0 and columns == scale.columns and rows == scale.rows:
            left = self._axes.widths[0]
            if parts is None:
                self._film.show(painter, left, TOP)
                return
            for part in parts:
                # One rectangle at a time: within a region of several Qt goes pixel by pixel.
                painter.setClipRect(part)
                self._film.show(painter, left, TOP, part.translated(-left, -TOP))
            painter.setClipping(False)
            return
        painter.save()
        # Between a change of size and the next frame the film is wider or narrower: the newest stays at the right.
        painter.setClipRect(self._film_rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(self._film_rect, self.layer.inks.panel)
        painter.scale(1.0 / ratio, 1.0 / ratio)
        self._film.show(painter, round(rect.x() * ratio) + columns - scale.columns, round(rect.y() * ratio))
        painter.restore()

    def _show_over(self, painter: QPainter, place: Place) -> None:
        """What lies over the film."""
        inks, scale = self.layer.inks, place.right
        self.times.frame(painter, self._strip, scale, place.ratio, inks)
        self.crosshair.draw(painter, place, inks, self.times, now=self._now)
        gaps = self._gaps.within(scale.t0, scale.t1)
        if gaps:
            self._notes.draw(painter, place.rect, gaps, scale, place.ratio, inks)
        self.marks.draw(painter, place, inks)

    # --- events ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if self._place is not None:
            self._place = self._place._replace(rect=self._rect)
        self.draw_legend()

    def tell_gap(self, at: QPoint) -> None:
        """Say in full why there is nothing at this place, since there may be no room to write it there."""
        place, words = self.place, ""
        if place is not None and place.rect.contains(at):
            time = place.time(at.x())
            words = next((shade.label(place.right.t1) for shade in self._gaps.within(time, time)), "")
        if words != self.toolTip():
            self.setToolTip(words)
