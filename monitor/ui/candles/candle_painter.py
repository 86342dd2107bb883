"""Candles as rectangles: bodies and wicks where there is room, else one bar for each column of pixels.

Up is hollow and blue, down is filled and orange: colours and shapes that everybody can tell apart, and none of the
colours of states. What is painted goes with the columns of pixels, never with the number of candles.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from monitor.core.batch import Floats
from monitor.store.candles import CandleSpan
from monitor.ui.charts.ink import Ink

__all__ = ["CandleColours", "Field", "paint_candles", "thinned"]

_BODIES_FROM = 3.0
"""Pixels from one candle to the next from which on bodies are drawn."""
_BODY = 0.7
_FAINT = 0.45
_OUTSIDE = 20_000


@dataclass(frozen=True, slots=True)
class CandleColours:
    """What candles are painted in."""

    up: QColor
    down: QColor
    up_faint: QColor
    down_faint: QColor
    inside: QColor

    @classmethod
    def of(cls, ink: Ink) -> "CandleColours":
        """The colours of ink made of a theme."""
        up, down = ink.curve(0), ink.curve(1)
        return cls(up, down, ink.curve(0, strength=_FAINT), ink.curve(1, strength=_FAINT), ink.panel)


@dataclass(frozen=True, slots=True)
class Field:
    """Where candles go, in physical pixels from the left and the top of the plot.

    low, high: values at row `rows` and row 0. first, step: candle i begins at column i / step - first.
    strip: rows at the bottom for volume, `most` at their top. line: pixels of a thin line.
    """

    low: float
    high: float
    rows: int
    first: float
    step: float
    strip: int
    bottom: int
    most: float
    line: int

    @property
    def pixels(self) -> float:
        """From one candle to the next."""
        return 1.0 / self.step

    def columns(self, number: NDArray[np.int64]) -> NDArray[np.int64]:
        """The column in the middle of each candle."""
        columns: NDArray[np.int64] = np.floor((number + 0.5) / self.step - self.first).astype(np.int64)
        return columns

    def row(self, values: Floats) -> NDArray[np.int64]:
        """The row each value is in."""
        rows = (self.high - values) * (self.rows / (self.high - self.low))
        return np.clip(np.floor(rows), -_OUTSIDE, _OUTSIDE).astype(np.int64)


def thinned(span: CandleSpan, columns: NDArray[np.int64]) -> CandleSpan:
    """All candles whose middle is in the same column put together; their number is then the column."""
    if not len(columns):
        return span
    starts = np.flatnonzero(np.diff(columns, prepend=columns[0] - 1))
    ends = np.append(starts[1:], len(columns)) - 1
    return CandleSpan(
        number=columns[starts],
        start=span.start[starts],
        end=span.end[ends],
        open=span.open[starts],
        high=np.maximum.reduceat(span.high, starts),
        low=np.minimum.reduceat(span.low, starts),
        close=span.close[ends],
        volume=np.maximum.reduceat(span.volume, starts),
    )


def paint_candles(painter: QPainter, span: CandleSpan, field: Field, colours: CandleColours) -> None:
    """Paint candles and their volume; the painter counts in physical pixels of the plot."""
    painter.setPen(Qt.PenStyle.NoPen)
    columns = field.columns(span.number)
    if field.pixels < _BODIES_FROM * field.line:
        span = thinned(span, columns)
        columns, width = span.number, max(1, int(field.pixels))
        _paint_volume(painter, span, columns, width, field, colours)
        _paint_bars(painter, span, columns, width, field, colours)
        return
    width = _body_width(field)
    _paint_volume(painter, span, columns, width, field, colours)
    _paint_bars(painter, span, columns, field.line, field, colours)
    _paint_bodies(painter, span, columns, width, field, colours)


def _body_width(field: Field) -> int:
    """An odd number of lines, so that the wick stands in the middle."""
    lines = max(1, int(field.pixels * _BODY / field.line))
    return field.line * (lines - 1 + lines % 2)


def _paint_bars(
    painter: QPainter, span: CandleSpan, columns: NDArray[np.int64], width: int, field: Field, colours: CandleColours
) -> None:
    """From low to high."""
    top, bottom = field.row(span.high), field.row(span.low)
    left = columns - (width - field.line) // 2
    for wanted, colour in ((span.close >= span.open, colours.up), (span.close < span.open, colours.down)):
        painter.setBrush(colour)
        _fill(painter, left[wanted], top[wanted], width, (bottom - top)[wanted] + field.line)


def _paint_bodies(
    painter: QPainter, span: CandleSpan, columns: NDArray[np.int64], width: int, field: Field, colours: CandleColours
) -> None:
    top = field.row(np.maximum(span.open, span.close))
    height = field.row(np.minimum(span.open, span.close)) - top + field.line
    left = columns - (width - field.line) // 2
    rising = span.close >= span.open
    for wanted, colour in ((rising, colours.up), (~rising, colours.down)):
        painter.setBrush(colour)
        _fill(painter, left[wanted], top[wanted], width, height[wanted])
    hollow = rising & (height > 2 * field.line)
    if width > 2 * field.line and hollow.any():
        painter.setBrush(colours.inside)
        line = field.line
        _fill(painter, left[hollow] + line, top[hollow] + line, width - 2 * line, height[hollow] - 2 * line)


def _paint_volume(
    painter: QPainter, span: CandleSpan, columns: NDArray[np.int64], width: int, field: Field, colours: CandleColours
) -> None:
    if not field.most > 0.0:
        return
    height = np.ceil(span.volume * (field.strip / field.most)).astype(np.int64)
    left = columns - (width - field.line) // 2
    rising, some = span.close >= span.open, height > 0
    for wanted, colour in ((rising & some, colours.up_faint), (~rising & some, colours.down_faint)):
        painter.setBrush(colour)
        _fill(painter, left[wanted], field.bottom - height[wanted], width, height[wanted])


def _fill(
    painter: QPainter, left: NDArray[np.int64], top: NDArray[np.int64], width: int, height: NDArray[np.int64]
) -> None:
    """Rectangles in the painter's brush, without a Python object for each."""
    if len(left):
        rects = PrimitiveArray(QRectF, 4)
        rects.resize(len(left))
        places = rects.ndarray()
        places[:, 0], places[:, 1], places[:, 2], places[:, 3] = left, top, width, height
        painter.drawRects(*rects.drawargs())
