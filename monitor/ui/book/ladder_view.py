"""The ladder of an order book: asks above, bids below, prices in the middle, sizes as bars behind their numbers."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.fonts import caps_font, text_font
from monitor.ui.theme import Theme, mixed
from monitor.workspace.book.ladder import Ladder, LadderRow

__all__ = ["LadderView"]

_HEAD, _ROW, _SPREAD = 24, 20, 26
_INSET, _BETWEEN = 12, 16
_BAR = 0.28
"""Share of a side's colour in its bars."""
_TOTALS_FROM = 380
"""Pixels of width from which totals are shown too."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LadderView(QWidget):
    """Shows what `show_ladder` was told last."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(160, 100)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self._ladder: Ladder | None = None
        self._age = self._words = ""
        self._price_font = text_font(12, weight=QFont.Weight.DemiBold)
        self._font = text_font(12)

    @property
    def rows(self) -> int:
        """Levels a side that there is room for."""
        return max(1, (self.height() - _HEAD - _SPREAD) // (2 * _ROW))

    @property
    def ladder(self) -> Ladder | None:
        """What is shown."""
        return self._ladder

    @property
    def words(self) -> str:
        """What stands in the middle instead of levels; "" for nothing."""
        return self._words

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.update()

    def show_ladder(self, ladder: Ladder | None, *, age: str = "", words: str = "") -> bool:
        """Show levels, and how long ago the last one was told; or words instead. Tells whether anything is new."""
        if (ladder, age, words) == (self._ladder, self._age, self._words):
            return False
        self._ladder, self._age, self._words = ladder, age, words
        self.update()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.panel))
            painter.setFont(self._font)
            if self._words or self._ladder is None:
                painter.setPen(QColor(theme.muted))
                room = self.rect().adjusted(_INSET, 0, -_INSET, 0)
                painter.drawText(room, _MIDDLE | Qt.TextFlag.TextWordWrap, self._words)
            else:
                self._paint_ladder(painter, self._ladder)
            if self.hasFocus():
                painter.setPen(QColor(theme.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_ladder(self, painter: QPainter, ladder: Ladder) -> None:
        middle = _HEAD + (self.height() - _HEAD) // 2
        spread = QRect(0, middle - _SPREAD // 2, self.width(), _SPREAD)
        for place, row in enumerate(ladder.asks[: self.rows]):
            self._paint_row(painter, spread.top() - (place + 1) * _ROW, row, ladder, ask=True)
        for place, row in enumerate(ladder.bids[: self.rows]):
            self._paint_row(painter, spread.bottom() + 1 + place * _ROW, row, ladder, ask=False)
        self._paint_head(painter, ladder)
        self._paint_spread(painter, spread, ladder)

    def _columns(self, ladder: Ladder) -> tuple[QRect, QRect, QRect]:
        """Room for the bids' sizes, the prices and the asks' sizes, at row 0."""
        price = QFontMetrics(self._price_font).horizontalAdvance(ladder.widest[0]) + 2 * _BETWEEN
        price = min(price, self.width() // 2)
        left = (self.width() - price) // 2
        return (
            QRect(_INSET, 0, left - _INSET, _ROW),
            QRect(left, 0, price, _ROW),
            QRect(left + price, 0, self.width() - left - price - _INSET, _ROW),
        )

    def _paint_row(self, painter: QPainter, top: int, row: LadderRow, ladder: Ladder, *, ask: bool) -> None:
        theme = self._theme
        bids, price, asks = (column.translated(0, top) for column in self._columns(ladder))
        column, colour = (asks, theme.series[1]) if ask else (bids, theme.series[0])
        bar = round(column.width() * row.share)
        left = column.left() if ask else column.right() + 1 - bar
        painter.fillRect(left, top + 1, bar, _ROW - 2, QColor(mixed(colour, theme.panel, share=_BAR)))
        painter.setFont(self._price_font)
        painter.setPen(QColor(mixed(colour, theme.text, share=0.75)))
        painter.drawText(price, _MIDDLE, row.price)
        painter.setFont(self._font)
        painter.setPen(QColor(theme.text))
        painter.drawText(column.adjusted(_INSET // 2, 0, -_INSET // 2, 0), _LEFT if ask else _RIGHT, row.size)
        if self._has_totals(column, ladder):
            painter.setPen(QColor(theme.muted))
            painter.drawText(column, _RIGHT if ask else _LEFT, row.total)

    def _has_totals(self, column: QRect, ladder: Ladder) -> bool:
        metrics = QFontMetrics(self._font)
        needed = metrics.horizontalAdvance(ladder.widest[1]) + metrics.horizontalAdvance(ladder.widest[2])
        return self.width() >= _TOTALS_FROM and column.width() >= needed + 2 * _BETWEEN

    def _paint_head(self, painter: QPainter, ladder: Ladder) -> None:
        theme = self._theme
        painter.fillRect(0, 0, self.width(), _HEAD, QColor(theme.panel))
        painter.fillRect(0, _HEAD - 1, self.width(), 1, QColor(theme.line))
        painter.setFont(caps_font())
        painter.setPen(QColor(theme.muted))
        bids, price, asks = (column.translated(0, (_HEAD - _ROW) // 2) for column in self._columns(ladder))
        inset = _INSET // 2
        painter.drawText(bids.adjusted(0, 0, -inset, 0), _RIGHT, self.tr("BIDS"))
        painter.drawText(price, _MIDDLE, self.tr("PRICE"))
        painter.drawText(asks.adjusted(inset, 0, 0, 0), _LEFT, self.tr("ASKS"))
        if self._has_totals(bids, ladder):
            painter.drawText(bids, _LEFT, self.tr("TOTAL"))
            painter.drawText(asks, _RIGHT, self.tr("TOTAL"))

    def _paint_spread(self, painter: QPainter, box: QRect, ladder: Ladder) -> None:
        """The spread in the middle, and at the right how old the book is."""
        theme = self._theme
        painter.fillRect(box, QColor(theme.raised))
        painter.setFont(self._font)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, _MIDDLE, ladder.spread)
        painter.setPen(QColor(theme.muted))
        side = box.adjusted(_INSET, 0, -_INSET, 0)
        spread = self.tr("spread")
        painter.drawText(side, _LEFT, f"{spread} {ladder.spread_share}")
        painter.drawText(side, _RIGHT, self._age)
