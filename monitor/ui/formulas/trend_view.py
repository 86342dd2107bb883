"""How a value went, as a small picture of its own."""

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from monitor.core.batch import Floats
from monitor.ui.sparkline import paint_sparkline

__all__ = ["TrendView"]

_SIZE = QSize(96, 24)
_EDGE = 3.0


class TrendView(QWidget):
    """A sparkline of a fixed size; says nothing, since the value beside it does."""

    def __init__(self, colour: str, *, size: QSize = _SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._values: Floats = np.empty(0)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Trend"))

    def sizeHint(self) -> QSize:
        return self._size

    def show_values(self, values: Floats) -> None:
        """Draw these, evenly spaced."""
        if not np.array_equal(values, self._values, equal_nan=True):
            self._values = values
            self.update()

    def set_colour(self, colour: str) -> None:
        """Draw in this one."""
        self._colour = colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._values):
            with QPainter(self) as painter:
                box = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
                paint_sparkline(painter, box, self._values, self._colour)
