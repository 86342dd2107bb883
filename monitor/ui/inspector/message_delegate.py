"""How a message is painted in a list: when, which way, and what it says on one line."""

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.messages.ink import MessageInk
from monitor.ui.messages.mono_line import MonoLine, one_line
from monitor.ui.messages.rows_model import ROW_ROLE
from monitor.ui.theme import Theme
from monitor.workspace.messages.matching import Match
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.tokens import Kind, Token, looks_like_json, tokens
from monitor.workspace.wording import size

__all__ = ["MessageDelegate", "paint_way", "shown_text"]

_LEFT, _RIGHT = 12, 12
_WAY = 20
"""Pixels for the arrow, air included."""
_UP = [QLineF(0.0, 3.5, 0.0, -3.5), QLineF(0.0, -3.5, -3.0, -0.5), QLineF(0.0, -3.5, 3.0, -0.5)]
_DOWN = [QLineF(0.0, -3.5, 0.0, 3.5), QLineF(0.0, 3.5, -3.0, 0.5), QLineF(0.0, 3.5, 3.0, 0.5)]
_APART = 8
_WIDEST_BYTES = 4
"""Bytes a character of UTF-8 may take."""


class MessageDelegate(QStyledItemDelegate):
    """match: what is searched for, so that it can be marked. utc: how times are told."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.match: Match | None = None
        self.utc = False
        self._mono = MonoLine()
        self._ink = MessageInk.of(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._ink = MessageInk.of(theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        entry: RawEntry = index.data(ROW_ROLE)
        row: QRect = option.rect
        painter.save()
        self._ground(painter, row, option.state)
        rect = row.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.setClipRect(rect)
        time = clock_words(entry.time, utc=self.utc)
        self._mono.paint_text(painter, rect, time, self._ink.muted)
        left = round(self._mono.width(time)) + _APART
        paint_way(painter, QPointF(rect.left() + left + 4, row.center().y() + 0.5), entry.outgoing, self._ink)
        self._message(painter, rect.adjusted(left + _WAY, 0, 0, 0), entry)
        painter.restore()

    def _ground(self, painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self._ink.selected)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(row.left(), row.top(), 2, row.height(), self._ink.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self._ink.hovered)

    def _message(self, painter: QPainter, rect: QRect, entry: RawEntry) -> None:
        text = shown_text(entry, self._mono.fitting(rect.width()) + 1)
        if entry.binary:
            pieces: list[Token] = [Token(0, len(text), Kind.TEXT)]
        elif looks_like_json(text):
            pieces = list(tokens(text))
        else:
            pieces = [Token(0, len(text), Kind.TEXT)]
        found = self.match.places(text) if self.match is not None else ()
        self._mono.paint(painter, rect, text, pieces, self._ink, found=found)


def shown_text(entry: RawEntry, characters: int) -> str:
    """The beginning of a message on one line, no longer than can be seen."""
    if entry.binary:
        return f"[{size(entry.size)}]  {entry.payload[: characters // 3 + 1].hex(' ')}"[:characters]
    text = entry.payload[: characters * _WIDEST_BYTES].decode("utf-8", "replace")
    return one_line(text[:characters])


def paint_way(painter: QPainter, middle: QPointF, outgoing: bool, ink: MessageInk) -> None:
    """An arrow: up for what was sent, down for what was received."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.accent if outgoing else ink.muted, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.translate(middle)
    painter.drawLines(_UP if outgoing else _DOWN)
    painter.translate(-middle)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
