"""When a rule would have been on, as marks on a line of time."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from monitor.alerts.trial import Span
from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.wording import duration

__all__ = ["TrialStrip"]

_BAR, _TEXT = 18, 18
_LEAST = 2.0
"""Pixels of a moment, so that it can be seen."""
_NAMED = 5


class TrialStrip(QWidget):
    """The present is at the right. The pointer over a mark tells when and why."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spans: Sequence[Span] = ()
        self._start = self._end = 0.0
        self._level: Literal["warn", "bad"] = "warn"
        self._utc = False
        self.setFixedHeight(_BAR + _TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("When the alert would have been on"))

    def show_spans(
        self, spans: Sequence[Span], *, start: float, end: float, level: Literal["warn", "bad"], utc: bool
    ) -> None:
        """Show these; start to end is the time in question, wall seconds."""
        if (list(spans), start, end, level, utc) == (list(self._spans), self._start, self._end, self._level, self._utc):
            return
        self._spans, self._start, self._end, self._level, self._utc = list(spans), start, end, level, utc
        self.setAccessibleDescription("\n".join(self._words(span) for span in self._spans[:_NAMED]))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _BAR + _TEXT)

    def span_at(self, x: float) -> Span | None:
        """The mark under a point, the shortest where there are several."""
        under = [span for span in self._spans if self._box(span).left() - 1 <= x <= self._box(span).right() + 1]
        return min(under, key=lambda span: span.end - span.start, default=None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            span = self.span_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if span is None else self._words(span), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(theme.line))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, _BAR - 1), 4, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.bad if self._level == "bad" else theme.warn))
            for box in self._boxes():
                painter.drawRect(box)
            if self._end > self._start:
                self._paint_ends(painter)

    def _paint_ends(self, painter: QPainter) -> None:
        painter.setFont(text_font(11))
        painter.setPen(QColor(self._theme.muted))
        room = QRectF(0, _BAR, self.width(), _TEXT)
        before = self.tr("%1 ago").replace("%1", duration(self._end - self._start))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, before)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("now"))

    def _boxes(self) -> Sequence[QRectF]:
        """The marks, those that would lie on one another drawn as one."""
        joined: list[QRectF] = []
        for span in self._spans:
            box = self._box(span)
            if joined and box.left() <= joined[-1].right():
                joined[-1].setRight(max(joined[-1].right(), box.right()))
            else:
                joined.append(box)
        return joined

    def _box(self, span: Span) -> QRectF:
        scale = (self.width() - 4.0) / max(self._end - self._start, 1e-9)
        left = 2.0 + (span.start - self._start) * scale
        width = max(_LEAST, (span.end - span.start) * scale)
        return QRectF(min(left, self.width() - 2.0 - width), 3.0, width, _BAR - 6.0)

    def _words(self, span: Span) -> str:
        when = clock_words(span.start, utc=self._utc)
        words = self.tr("%1, for %2: %3") if not span.open else self.tr("%1, %2 and still on: %3")
        return words.replace("%1", when).replace("%2", duration(span.end - span.start)).replace("%3", span.reason)
