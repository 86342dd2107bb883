"""How the transcript is painted: what was sent, and its replies set in under it with how long they took."""

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.fonts import text_font
from monitor.ui.inspector.message_delegate import paint_way, shown_text
from monitor.ui.messages.ink import MessageInk
from monitor.ui.messages.mono_line import MonoLine
from monitor.ui.messages.rows_model import ROW_ROLE
from monitor.ui.theme import Theme
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.messages.tokens import Kind, Token, looks_like_json, tokens
from monitor.workspace.messages.transcript import TranscriptRow
from monitor.workspace.wording import round_trip

__all__ = ["TranscriptDelegate"]

_LEFT, _RIGHT = 12, 12
_WAY = 20
_SET_IN = 20
_APART = 8
_ELBOW = 6.0


class TranscriptDelegate(QStyledItemDelegate):
    """utc: how times are told."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.utc = False
        self._mono = MonoLine()
        self._small = text_font(12)
        self._metrics = QFontMetrics(self._small)
        self._ink = MessageInk.of(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._ink = MessageInk.of(theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        row: TranscriptRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, rect, option.state)
        box = rect.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.setClipRect(box)
        time = clock_words(row.entry.time, utc=self.utc)
        self._mono.paint_text(painter, box, time, self._ink.muted)
        box = box.adjusted(round(self._mono.width(time)) + _APART, 0, 0, 0)
        if row.seconds is not None:
            box = self._reply(painter, box, row.seconds)
        middle = QPointF(box.left() + 4, rect.center().y() + 0.5)
        paint_way(painter, middle, row.entry.outgoing, self._ink)
        self._message(painter, box.adjusted(_WAY, 0, 0, 0), row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._ink.selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._ink.hovered)

    def _reply(self, painter: QPainter, box: QRect, seconds: float) -> QRect:
        """The elbow from what it answers, and at the right how long it took; what is left for the message."""
        words = round_trip(seconds)
        painter.setFont(self._small)
        painter.setPen(self._ink.muted)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(self._ink.muted, 1.0))
        corner = QPointF(box.left() + 4.5, box.center().y() + 0.5)
        painter.drawLine(QLineF(corner, QPointF(corner.x(), box.top())))
        painter.drawLine(QLineF(corner, corner + QPointF(_ELBOW, 0.0)))
        return box.adjusted(_SET_IN, 0, -self._metrics.horizontalAdvance(words) - _APART, 0)

    def _message(self, painter: QPainter, box: QRect, row: TranscriptRow) -> None:
        text = shown_text(row.entry, self._mono.fitting(box.width()) + 1)
        coloured = not row.entry.binary and looks_like_json(text)
        pieces = list(tokens(text)) if coloured else [Token(0, len(text), Kind.TEXT)]
        self._mono.paint(painter, box, text, pieces, self._ink)
