"""Very many points as one picture: each is written straight into its pixels."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from monitor.core.batch import Floats

__all__ = ["Dots"]


class Dots:
    """A transparent picture the size of a plot; later points lie over earlier ones."""

    def __init__(self, plot: QRect, ratio: float) -> None:
        self._plot = plot
        self._ratio = ratio
        self._pixels = np.zeros((max(1, round(plot.height() * ratio)), max(1, round(plot.width() * ratio))), np.uint32)

    def put(self, x: Floats, y: Floats, colour: QColor, size: int) -> None:
        """Squares of `size` pixels of the screen around places in pixels of the widget."""
        rows, columns = self._pixels.shape
        left = np.floor((x - self._plot.left()) * self._ratio).astype(np.int64) - size // 2
        top = np.floor((y - self._plot.top()) * self._ratio).astype(np.int64) - size // 2
        inside = (left >= 0) & (left <= columns - size) & (top >= 0) & (top <= rows - size)
        first = top[inside] * columns + left[inside]
        flat = self._pixels.reshape(-1)
        for row in range(size):
            for column in range(size):
                flat[first + (row * columns + column)] = colour.rgba()

    def paint(self, painter: QPainter) -> None:
        """Copy the picture to its place."""
        rows, columns = self._pixels.shape
        image = QImage(self._pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(self._ratio)
        painter.drawImage(self._plot.topLeft(), image)
