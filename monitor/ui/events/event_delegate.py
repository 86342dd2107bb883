"""How a cell of the event log is painted: by the level of its line, with what is searched for marked."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.fonts import text_font
from monitor.ui.messages.ink import MessageInk
from monitor.ui.messages.rows_model import ROW_ROLE
from monitor.ui.theme import Theme, mixed
from monitor.workspace.messages.event_rows import EventRow
from monitor.workspace.messages.matching import Match
from monitor.workspace.messages.moments import clock_words

__all__ = ["EventDelegate"]

_FIRST_LEFT, _LEFT, _RIGHT = 12, 8, 8
_BAR = 3
_TINT = 0.09
_FOUND_CORNER = 2.0


class EventDelegate(QStyledItemDelegate):
    """match: what is searched for. utc: how times are told."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.match: Match | None = None
        self.utc = False
        self._font = text_font()
        self._strong = text_font(weight=QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._font)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._ink = MessageInk.of(theme)
        self._tints = {
            level: QColor(mixed(colour.name(), theme.panel, share=_TINT)) for level, colour in self._ink.levels.items()
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        row: EventRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        column = index.column()
        painter.save()
        self._ground(painter, rect, option.state, row, column)
        left = _FIRST_LEFT if column == 0 else _LEFT
        box = rect.adjusted(left, 0, -_RIGHT, 0)
        if column == 0:
            self._text(painter, box, clock_words(row.entry.time, utc=self.utc), self._ink.muted, self._font)
        else:
            self._cell(painter, box, row, column)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: EventRow, column: int) -> None:
        marked = row.level is not None and row.level != "faint"
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._ink.selected)
        elif marked and row.level is not None:
            painter.fillRect(rect, self._tints[row.level])
        if column == 0 and marked and row.level is not None:
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), self._ink.levels[row.level])

    def _cell(self, painter: QPainter, box: QRect, row: EventRow, column: int) -> None:
        text = row.cells[column - 1]
        lead = column == 1 and len(row.cells) > 1
        colour = self._ink.text if column == len(row.cells) or lead else self._ink.muted
        if row.level == "faint":
            colour = self._ink.muted
        elif lead and row.level is not None:
            colour = self._ink.levels[row.level]
        if self.match is not None:
            self._marks(painter, box, text)
        self._text(
            painter, box, text, colour, self._strong if lead and row.level not in (None, "faint") else self._font
        )

    def _text(self, painter: QPainter, box: QRect, text: str, colour: QColor, font: QFont) -> None:
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _marks(self, painter: QPainter, box: QRect, text: str) -> None:
        assert self.match is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink.found)
        painter.setClipRect(box)
        for start, end in self.match.places(text):
            left = self._metrics.horizontalAdvance(text[:start])
            if left > box.width():
                break
            width = self._metrics.horizontalAdvance(text[start:end])
            mark = QRectF(box.left() + left, box.top() + 4, width, box.height() - 8)
            painter.drawRoundedRect(mark, _FOUND_CORNER, _FOUND_CORNER)
        painter.setClipping(False)
