"""Columns of depth as a picture: each is coloured once and then stays where it is until its place is needed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from monitor.ui.charts.colour_map import COLOURS
from monitor.workspace.book.heat_store import HeatStore, Image

__all__ = ["HeatFilm", "HeatFrame"]

_WEAKEST = 10
"""The place among the colours of the smallest size, so that it is told from nothing."""

_BEND = 0.75


@dataclass(frozen=True, slots=True)
class HeatFrame:
    """Which part of a HeatStore is shown.

    first, end: columns of the picture (the last not included), each of `columns` columns of the store.
    low, high: steps (the last not included), `steps` of them in a row of the picture, which divides their number.
    large: the size of the strongest colour.
    """

    first: int
    end: int
    columns: int
    low: int
    high: int
    steps: int
    large: float

    @property
    def rows(self) -> int:
        """Rows of the picture."""
        return (self.high - self.low) // self.steps

    def moved_from(self, other: "HeatFrame") -> int | None:
        """Columns this frame is later than another; None where it differs in more than that."""
        moved = self.first - other.first
        return moved if replace(other, first=self.first, end=other.end + moved) == self else None


class HeatFilm:
    """A ring of coloured columns. coloured: how many the last `expose` had to colour."""

    def __init__(self) -> None:
        self.coloured = 0
        self._ring: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)
        self._image = QImage()
        self._colours: NDArray[np.uint32] = np.zeros(COLOURS, np.uint32)
        self._frame: HeatFrame | None = None
        self._store: HeatStore | None = None

    def set_colours(self, colours: list[int]) -> None:
        """Colour everything anew with the next `expose`."""
        self._colours = np.array(colours, np.uint32)
        self._frame = None

    def expose(self, store: HeatStore, frame: HeatFrame, changed_from: float) -> None:
        """Bring the picture to a frame; store columns from `changed_from` on have changed."""
        before = self._frame
        moved = None if before is None or store is not self._store else frame.moved_from(before)
        if before is not None and moved is not None and 0 <= moved < frame.end - frame.first:
            start = before.end if changed_from == np.inf else min(before.end, int(changed_from) // frame.columns)
            start = max(start, frame.first)
        else:
            start = frame.first
            self._ring = np.zeros((frame.rows, frame.end - frame.first), np.uint32)
            self._image = QImage(
                self._ring.data, self._ring.shape[1], frame.rows, self._ring.strides[0], QImage.Format.Format_RGB32
            )
        self._store, self._frame = store, frame
        self.coloured = max(0, frame.end - start)
        if self.coloured:
            self._colour(store, frame, start)

    def show(self, painter: QPainter, target: QRectF) -> None:
        """Paint the picture into a rectangle, the oldest column at its left."""
        if self._frame is None:
            return
        width, rows = self._ring.shape[1], self._ring.shape[0]
        seam = self._frame.first % width
        wide = target.width() / width
        right = QRectF(target.left() + (width - seam) * wide, target.top(), seam * wide, target.height())
        left = QRectF(target.left(), target.top(), (width - seam) * wide, target.height())
        painter.drawImage(left, self._image, QRectF(seam, 0, width - seam, rows))
        if seam:
            painter.drawImage(right, self._image, QRectF(0, 0, seam, rows))

    def _colour(self, store: HeatStore, frame: HeatFrame, start: int) -> None:
        sizes = store.image(start * frame.columns, frame.end * frame.columns, frame.columns, frame.low, frame.high)
        colours = self._colours[_places(_folded(np.abs(sizes), frame.steps), frame.large)][::-1]
        width = self._ring.shape[1]
        while start < frame.end:
            place = start % width
            stop = min(frame.end, start + width - place)
            done = colours.shape[1] - (frame.end - start)
            self._ring[:, place : place + stop - start] = colours[:, done : done + stop - start]
            start = stop


def _folded(sizes: Image, steps: int) -> Image:
    """The largest of each `steps` steps."""
    if steps == 1:
        return sizes
    folded: Image = sizes.reshape(-1, steps, sizes.shape[1]).max(axis=1)
    return folded


def _places(sizes: Image, large: float) -> NDArray[np.intp]:
    """Where among the colours each size stands; small ones get a little more than their share, to be told apart."""
    share = np.minimum(sizes / large, 1.0) ** _BEND if large > 0.0 else np.zeros_like(sizes)
    places: NDArray[np.intp] = np.where(sizes > 0.0, _WEAKEST + share * (COLOURS - 1 - _WEAKEST), 0.0).astype(np.intp)
    return places
