"""The newest messages of the feed as they come, coloured."""

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.fonts import mono_font, text_font
from monitor.ui.theme import Theme
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.messages.raw_log import RawEntry, RawLog
from monitor.workspace.messages.tokens import Kind, tokens

__all__ = ["FirstMessages"]

_LINE = 18
_PAD = 12
_MOST = 200
_LONGEST = 400
"""Characters of a message that are looked at; no list is wider."""


class FirstMessages(QWidget):
    """Begins with the first messages; when there is no more room the oldest make way. Only what is seen is painted."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._log: RawLog | None = None
        self._next = 0
        self._utc = False
        self._shown: deque[RawEntry] = deque(maxlen=_MOST)
        self._words = ""
        self.setFont(mono_font())
        self.setAccessibleName(self.tr("First messages"))
        self.setMinimumHeight(4 * _LINE)

    @property
    def texts(self) -> list[str]:
        """What is shown, oldest first."""
        return [_line(entry) for entry in self._visible()]

    def show_log(self, log: RawLog | None, *, utc: bool, words: str = "") -> bool:
        """Show what has come into a log since the last time; whether anything is new. words: said when it is empty."""
        if log is not self._log:
            self._log, self._next = log, 0 if log is None else log.first
            self._shown.clear()
        self._utc = utc
        new = [] if log is None else log.since(self._next)[-_MOST:]
        changed = bool(new) or words != self._words
        if log is not None:
            self._next = log.end
        self._shown.extend(new)
        self._words = words
        if changed:
            self.update()
            self.setAccessibleDescription(_line(self._shown[-1])[:_LONGEST] if self._shown else words)
        return changed

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 12 * _LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._shown:
            painter.setFont(text_font())
            painter.setPen(QColor(self._theme.muted))
            box = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._words)
        painter.setFont(self.font())
        for place, entry in enumerate(self._visible()):
            self._paint_entry(painter, QRect(_PAD, 6 + place * _LINE, self.width() - 2 * _PAD, _LINE), entry)
        painter.end()

    def _visible(self) -> Sequence[RawEntry]:
        room = max(1, (self.height() - 10) // _LINE)
        return list(self._shown)[-room:]

    def _paint_entry(self, painter: QPainter, box: QRect, entry: RawEntry) -> None:
        theme = self._theme
        painter.setClipRect(box)
        base = box.top() + QFontMetrics(self.font()).ascent() + 1
        advance = QFontMetrics(self.font()).horizontalAdvance("0")
        time = clock_words(entry.time, utc=self._utc)[:-1]
        painter.setPen(QColor(theme.muted))
        painter.drawText(box.left(), base, time)
        left = box.left() + (len(time) + 1) * advance
        text = _line(entry)
        seen = (box.right() - left) // advance + 1
        for token in tokens(text[:_LONGEST]):
            if token.start > seen:
                break
            painter.setPen(QColor(self._colour(token.kind, outgoing=entry.outgoing)))
            painter.drawText(left + token.start * advance, base, text[token.start : token.end])

    def _colour(self, kind: Kind, *, outgoing: bool) -> str:
        theme = self._theme
        match kind:
            case _ if outgoing:
                return theme.muted
            case Kind.NAME:
                return theme.series[0]
            case Kind.STRING | Kind.NUMBER | Kind.WORD:
                return theme.series[1]
            case Kind.MARK:
                return theme.muted
            case Kind.TEXT:
                return theme.text


def _line(entry: RawEntry) -> str:
    """A message on one line."""
    if entry.binary:
        return f"{entry.size} bytes: {entry.payload[:64].hex(' ')}"
    sent = "\N{RIGHTWARDS ARROW} " if entry.outgoing else ""
    text = entry.payload[: 4 * _LONGEST].decode("utf-8", "replace")
    return sent + " ".join(text.split())[:_LONGEST]
