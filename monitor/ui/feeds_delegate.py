"""How a feed and a series are painted in the feeds list."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.core.state import FeedState
from monitor.ui.feed_rows import FeedRow, SeriesRow
from monitor.ui.feeds_model import ROW_ROLE, ModelIndex
from monitor.ui.fonts import text_font
from monitor.ui.state_mark import paint_state
from monitor.ui.theme import Theme, mixed
from monitor.workspace.wording import count

__all__ = ["FeedsDelegate"]

_FEED_HEIGHT = 50
_SERIES_HEIGHT = 23
_MARK = 19
_NAME = 38
_LABEL = 56
_RIGHT = 14
_GAP = 8

_LEFT_OF = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_OF = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FeedsDelegate(QStyledItemDelegate):
    """Paints rows in the theme's colours; Qt's own painting of items is not used."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = text_font()
        self._small = text_font(12)
        self._name = text_font(weight=QFont.Weight.DemiBold)
        self._value = text_font(weight=QFont.Weight.Medium)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        feed = isinstance(index.data(ROW_ROLE), FeedRow)
        return QSize(160, _FEED_HEIGHT if feed else _SERIES_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._ground(painter, rect, state)
        row = index.data(ROW_ROLE)
        if isinstance(row, FeedRow):
            self._feed(painter, rect, row)
        elif isinstance(row, SeriesRow):
            self._series(painter, rect, row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(self._theme.raised))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(mixed(self._theme.raised, self._theme.panel, share=0.5)))
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(self._theme.accent))

    def _feed(self, painter: QPainter, rect: QRect, row: FeedRow) -> None:
        theme, line = self._theme, row.line
        paint_state(painter, QPointF(rect.left() + _MARK, rect.top() + 16), line.state, theme)
        first = QRect(rect.left() + _NAME, rect.top() + 6, rect.width() - _NAME - _RIGHT, 20)
        second = QRect(first.left(), rect.top() + 26, first.width(), 17)
        room = first.width() - self._text(painter, first, line.rate_words, self._plain, theme.muted, _RIGHT_OF) - _GAP
        self._text(painter, first.adjusted(0, 0, room - first.width(), 0), line.name, self._name, theme.text, _LEFT_OF)
        self._text(painter, second, line.words, self._small, _words_colour(line.state, theme), _LEFT_OF)

    def _series(self, painter: QPainter, rect: QRect, row: SeriesRow) -> None:
        theme = self._theme
        box = QRect(rect.left() + _LABEL, rect.top(), rect.width() - _LABEL - _RIGHT, rect.height())
        if row.series is None:
            words = self.tr("%1 more…").replace("%1", count(row.more))
            self._text(painter, box, words, self._plain, theme.muted, _LEFT_OF)
            return
        if row.curve is not None:
            self._dash(painter, rect, theme.series[row.curve % len(theme.series)])
        colour = theme.text if row.current else theme.muted
        room = box.width() - self._text(painter, box, row.value, self._value, colour, _RIGHT_OF) - _GAP
        self._text(painter, box.adjusted(0, 0, room - box.width(), 0), row.label, self._plain, theme.muted, _LEFT_OF)

    def _dash(self, painter: QPainter, rect: QRect, colour: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(rect.left() + _NAME, rect.center().y() - 1, 10, 3), 1.5, 1.5)

    def _text(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str, align: Qt.AlignmentFlag) -> int:
        """Draw `text`, cut to the box; returns the width it took."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, align, shown)
        return metrics.horizontalAdvance(shown)


def _words_colour(state: FeedState, theme: Theme) -> str:
    match state:
        case FeedState.STALE:
            return theme.warn
        case FeedState.NEEDS_ATTENTION:
            return theme.bad
        case _:
            return theme.muted
