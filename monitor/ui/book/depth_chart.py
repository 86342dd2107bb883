"""The depth of a book: how much can be bought or sold up to each price, one curve a side."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from monitor.core.batch import Floats
from monitor.ui.charts.axis import Axis
from monitor.ui.charts.chart import Chart
from monitor.ui.charts.lines import polygon
from monitor.ui.charts.readout import Reading
from monitor.ui.theme import Theme
from monitor.workspace.book.book import Levels
from monitor.workspace.candles.words import amount
from monitor.workspace.plotting.value_ticks import ValueTicks, value_ticks
from monitor.workspace.wording import MINUS, THIN, number

__all__ = ["DepthChart", "Depths"]

_FILL = 0.22


@dataclass(frozen=True, slots=True)
class Depths:
    """Both sides, best first, and with how many decimals prices are written."""

    bids: Levels
    asks: Levels
    decimals: int

    @property
    def mid(self) -> float:
        """Halfway between the sides; NaN when one is empty."""
        if not len(self.bids.price) or not len(self.asks.price):
            return np.nan
        return float(self.bids.price[0] + self.asks.price[0]) / 2.0


class DepthChart(Chart):
    """Shows `depths` after `refresh`. Bids are at the left in the first colour, asks at the right in the second."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.depths: Depths | None = None
        self._price: float | None = None

    def y_ticks(self, y: Axis, most: int) -> ValueTicks:
        ticks = value_ticks(y.low, y.high, most)
        return ValueTicks(ticks.values, tuple(amount(value) for value in ticks.values))

    def paint_data(self, painter: QPainter, plot: QRect, x: Axis, y: Axis) -> None:
        if self.depths is None:
            return
        for index, levels in enumerate((self.depths.bids, self.depths.asks)):
            if len(levels.price):
                self._paint_side(painter, x, y, levels, index)

    def _paint_side(self, painter: QPainter, x: Axis, y: Axis, levels: Levels, index: int) -> None:
        """A stair that rises away from the middle to the edge of the plot, and the room under it."""
        edge = x.low if index == 0 else x.high
        prices, totals = np.append(levels.price, edge), np.append(levels.total, levels.total[-1])
        corners = np.empty((2 * len(prices), 2))
        corners[:, 0] = np.repeat(x.at(prices), 2)
        corners[0, 1] = y.start
        corners[1:, 1] = np.repeat(y.at(totals), 2)[:-1]
        stairs = polygon(corners)
        under = QPolygonF(stairs)
        under.append(QPointF(corners[-1, 0], y.start))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.curve(index, strength=_FILL))
        painter.drawPolygon(under)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.ink.curve(index)), 1.0))
        painter.drawPolyline(stairs)

    def read(self, at: QPointF, x: Axis, y: Axis) -> Reading | None:
        return None if self.depths is None else self._said(x.value(at.x()), x, y)

    def read_step(self, by: int, x: Axis, y: Axis) -> Reading | None:
        """Go from level to level, bids to the left; it begins at the best prices."""
        if self.depths is None:
            return None
        bids, asks = self.depths.bids.price, self.depths.asks.price
        prices = np.concatenate((bids[::-1], asks))
        if not len(prices):
            return None
        if self._price is None:
            place = len(bids) if by > 0 else len(bids) - 1
        else:
            place = int(np.abs(prices - self._price).argmin()) + by
        self._price = float(prices[min(max(place, 0), len(prices) - 1)])
        return self._said(self._price, x, y)

    def _said(self, price: float, x: Axis, y: Axis) -> Reading | None:
        depths = self.depths
        if depths is None or np.isnan(depths.mid):
            return None
        index = 0 if price < depths.mid else 1
        total = _total_upto(price, depths.asks if index else depths.bids, rising=bool(index))
        side = self.tr("to be bought up to here") if index else self.tr("to be sold down to here")
        lines = (
            (f"{number(price, decimals=depths.decimals)}  {_from_mid(price, depths.mid)}", None),
            (f"{amount(total)} {side}", index),
        )
        return Reading(x.place(price), y.place(total), lines)


def _total_upto(price: float, levels: Levels, *, rising: bool) -> float:
    prices: Floats = levels.price if rising else -levels.price
    count = int(prices.searchsorted(price if rising else -price, side="right"))
    return float(levels.total[count - 1]) if count else 0.0


def _from_mid(price: float, mid: float) -> str:
    share = (price / mid - 1.0) * 100.0
    return f"{'+' if share >= 0 else MINUS}{abs(share):.3g}{THIN}%"
