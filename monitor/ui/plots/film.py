"""A picture that moves to the left: only what is new at the right is drawn."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from monitor.workspace.plotting.scale import Scale

__all__ = ["Film", "PaintColumns"]

PaintColumns: TypeAlias = Callable[[QPainter, int, int, int], None]
"""paint(painter, first, last, origin): draw columns first to last (not included); column c lies at x = c - origin."""


_GUARD = 4
"""Columns on either side that are never seen, since Qt rounds a line anew where it enters or leaves a picture."""


class Film:
    """An opaque picture as wide as the plot, used as a ring: a column stays where it is until its place is needed.

    So nothing is ever moved, and showing it takes two copies however much it holds.
    below: rows of pixels under those of the scale, which move with them.
    """

    def __init__(self, *, below: int = 0) -> None:
        self.below = below
        self._picture = QPixmap()
        self._scale: Scale | None = None
        self._zero = 0
        self._whole = False

    @property
    def scale(self) -> Scale | None:
        """What the picture shows; None before the first."""
        return self._scale

    def forget(self) -> None:
        """Draw everything with the next `expose`, whatever its scale."""
        self._whole = True

    def expose(self, scale: Scale, dirty_from: int, paint: PaintColumns) -> int:
        """Bring the picture to `scale`; columns from `dirty_from` on look different. Returns the columns drawn."""
        end = scale.first + scale.columns
        moved = None if self._whole else scale.moved_from(self._scale)
        if moved is None or not 0 <= moved < scale.columns:
            self._whole = False
            width, height = scale.columns + 2 * _GUARD, scale.rows + self.below
            if self._picture.width() != width or self._picture.height() != height:
                self._picture = QPixmap(width, height)
            self._zero = scale.first
            start = scale.first
        else:
            if dirty_from >= end and not moved:
                return 0
            start = max(scale.first, min(dirty_from, end - moved))
        self._scale = scale
        self._draw(start, end, scale, paint)
        return end - start

    def show(self, painter: QPainter, x: int, y: int, part: QRect | None = None) -> None:
        """Copy the picture, or a part of it, to a painter that counts in physical pixels; (x, y) is its corner."""
        if self._scale is None:
            return
        columns, seam = self._scale.columns, (self._scale.first - self._zero) % self._scale.columns
        start, end, top, height = 0, columns, 0, self._picture.height()
        if part is not None:
            start, end = max(part.left(), 0), min(part.right() + 1, columns)
            top, height = part.top(), part.height()
        place, turn = start + seam, columns - seam
        if start < turn:
            width = min(end, turn) - start
            painter.drawPixmap(x + start, y + top, self._picture, _GUARD + place, top, width, height)
        if end > turn:
            start = max(start, turn)
            painter.drawPixmap(x + start, y + top, self._picture, _GUARD + start - turn, top, end - start, height)

    def _draw(self, start: int, end: int, scale: Scale, paint: PaintColumns) -> None:
        # Ended whatever happens: a picture that goes while somebody paints on it takes the process with it.
        with QPainter(self._picture) as painter:
            while start < end:
                place = (start - self._zero) % scale.columns
                stop = min(end, start + scale.columns - place)
                painter.setClipRect(_GUARD + place, 0, stop - start, scale.rows + self.below)
                paint(painter, start, stop, start - place - _GUARD)
                start = stop
