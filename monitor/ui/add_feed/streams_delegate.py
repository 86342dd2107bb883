"""Draws the table of found streams: check marks, roles as chips, last values and trends."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.ui.add_feed.streams_model import FIELD, ROLE, ROW_ROLE
from monitor.ui.fonts import text_font
from monitor.ui.sparkline import paint_sparkline
from monitor.ui.theme import Theme, mixed
from monitor.workspace.adding.roles import PartKind
from monitor.workspace.adding.table_rows import FieldRow, StreamRow

__all__ = ["CHIP_LEFT", "StreamsDelegate", "check_box", "chip_box"]

_ROW = 30
_PAD = 12
_INDENT = 34
_BOX = 12
CHIP_LEFT = 0
_CHIP, _CHIP_PAD, _ARROW = 22, 10, 16
_APART = 6

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def check_box(rect: QRect) -> QRect:
    """Where the box to tick stands in the first cell of a field."""
    return QRect(rect.left() + _INDENT, rect.center().y() - _BOX // 2, _BOX, _BOX)


def chip_box(rect: QRect, words: str) -> QRect:
    """The chip of a role in its cell."""
    width = QFontMetrics(text_font(12)).horizontalAdvance(words) + 2 * _CHIP_PAD + _ARROW
    return QRect(rect.left() + CHIP_LEFT, rect.center().y() - _CHIP // 2 + 1, min(width, rect.width() - 8), _CHIP)


class StreamsDelegate(QStyledItemDelegate):
    """Paints rows in the theme's colours; Qt's own painting of items is not used."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = text_font()
        self._small = text_font(12)
        self._strong = text_font(weight=QFont.Weight.DemiBold)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        row = index.data(ROW_ROLE)
        painter.save()
        self._ground(painter, rect, option.state, first=index.column() == FIELD)
        if isinstance(row, StreamRow):
            self._stream(painter, rect, row, index.column(), option.state)
        elif isinstance(row, FieldRow):
            self._field(painter, rect, row, index.column(), option.state)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, first: bool) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            if first and state & QStyle.StateFlag.State_Active:
                painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(mixed(theme.raised, theme.panel, share=0.5)))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.line))

    def _stream(self, painter: QPainter, rect: QRect, row: StreamRow, column: int, state: QStyle.StateFlag) -> None:
        if column == FIELD:
            unfolded = bool(state & QStyle.StateFlag.State_Open)
            self._arrow(painter, QPoint(rect.left() + _PAD + 4, rect.center().y()), unfolded)
            box = rect.adjusted(_PAD + 16, 0, 0, 0)
            self._text(painter, box, row.name, self._strong, self._theme.text, _LEFT)
        elif column == ROLE:
            self._text(painter, rect, row.words, self._plain, self._theme.muted, _LEFT)

    def _field(self, painter: QPainter, rect: QRect, row: FieldRow, column: int, state: QStyle.StateFlag) -> None:
        theme, used = self._theme, row.part.kind is not PartKind.UNUSED
        match column:
            case 0:
                if row.checked is not None:
                    self._check(painter, check_box(rect), on=row.checked)
                box = rect.adjusted(_INDENT + (_BOX + _APART if row.checked is not None else 0), 0, -4, 0)
                self._text(painter, box, row.path, self._strong if row.checked else self._plain, theme.text, _LEFT)
            case 1:
                self._role(painter, rect, row, used, hot=bool(state & QStyle.StateFlag.State_MouseOver))
            case 2:
                more = f" {row.more}" if row.more else ""
                width = self._text(painter, rect.adjusted(0, 0, -2, 0), more, self._plain, theme.muted, _RIGHT)
                colour = theme.text if used else theme.muted
                self._text(painter, rect.adjusted(8, 0, -2 - width, 0), row.value, self._plain, colour, _RIGHT)
            case _ if len(row.trend) > 1:
                paint_sparkline(painter, QRectF(rect).adjusted(24, 9, -_PAD, -9), row.trend, theme.muted)

    def _role(self, painter: QPainter, rect: QRect, row: FieldRow, used: bool, *, hot: bool) -> None:
        theme = self._theme
        if not used and not hot:
            self._text(painter, rect, row.words, self._plain, theme.muted, _LEFT)
            return
        strong = row.part.kind in (PartKind.KEY, PartKind.TIME)
        box = chip_box(rect, row.words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.raised if strong or hot else theme.panel))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 10.5, 10.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        inner = box.adjusted(_CHIP_PAD, 0, -_CHIP_PAD - _ARROW + 6, 0)
        self._text(painter, inner, row.words, self._small, theme.text if strong else theme.muted, _LEFT)
        self._arrow(painter, QPoint(box.right() - _CHIP_PAD, box.center().y() + 1), True)

    def _arrow(self, painter: QPainter, at: QPoint, down: bool) -> None:
        shape = [QPoint(-3, -1), QPoint(3, -1), QPoint(0, 2)] if down else [QPoint(-1, -3), QPoint(-1, 3), QPoint(2, 0)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        painter.drawPolygon(QPolygon([at + point for point in shape]))

    def _check(self, painter: QPainter, box: QRect, *, on: bool) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if on else theme.faint), 1))
        painter.setBrush(QColor(theme.accent if on else theme.panel))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
        if on:
            painter.setPen(QPen(QColor(theme.background if theme.dark else theme.panel), 1.6))
            left, top = box.left(), box.top()
            painter.drawPolyline([QPoint(left + 3, top + 6), QPoint(left + 5, top + 8), QPoint(left + 9, top + 4)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _text(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str, align: Qt.AlignmentFlag) -> int:
        """Draw `text`, cut to the box; returns the width it took."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, align, shown)
        return metrics.horizontalAdvance(shown)
