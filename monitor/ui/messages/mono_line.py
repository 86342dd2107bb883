"""One line of a message, painted in the family for raw messages."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from monitor.ui.fonts import mono_font
from monitor.ui.messages.ink import MessageInk
from monitor.workspace.messages.tokens import Kind, Token

__all__ = ["MonoLine", "one_line"]

_ELLIPSIS = "…"
_CONTROL = dict.fromkeys((*range(32), 127, 133, 8232, 8233), " ")
_FOUND_CORNER = 2.0


def one_line(text: str) -> str:
    """The same number of characters without any that breaks the line."""
    return text.translate(_CONTROL)


class MonoLine:
    """Paints text in one size; knows how many characters fit into a width."""

    def __init__(self, size: int = 12) -> None:
        self.font = _plain_mono(size)
        self._metrics = QFontMetricsF(self.font)
        self.advance = self._metrics.horizontalAdvance("0")

    def fitting(self, width: float) -> int:
        """Characters that fit, at least one."""
        return max(1, int(width / self.advance))

    def width(self, text: str) -> float:
        """Pixels a text takes."""
        return self.advance * len(text) if text.isascii() else self._metrics.horizontalAdvance(text)

    def paint_text(self, painter: QPainter, rect: QRect, text: str, colour: QColor) -> None:
        """A text in one colour, from the left; the caller has seen to it that it fits."""
        painter.setFont(self.font)
        painter.setPen(colour)
        painter.drawText(rect.left(), self._baseline(rect), text)

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        tokens: Sequence[Token],
        ink: MessageInk,
        *,
        found: Iterable[tuple[int, int]] = (),
    ) -> int:
        """A text in the colours of its tokens, cut to the rectangle; answers the width it took."""
        room = self.fitting(rect.width())
        cut = len(text) > room
        shown = one_line(text[: room - 1] if cut else text)
        for first, last in found:
            self._mark(painter, rect, shown, first, min(last, len(shown)), ink)
        painter.setFont(self.font)
        pieces = [token for token in tokens if token.start < len(shown)]
        (self._by_colour if shown.isascii() else self._by_token)(painter, rect, shown, pieces, ink)
        if not cut:
            return round(self.width(shown))
        end = self.width(shown)
        painter.setPen(ink.muted)
        painter.drawText(round(rect.left() + end), self._baseline(rect), _ELLIPSIS)
        return round(end + self.advance)

    def _by_colour(self, painter: QPainter, rect: QRect, shown: str, tokens: Sequence[Token], ink: MessageInk) -> None:
        """Every character is as wide as the next, so what has one colour is drawn at once, blank between."""
        layers: dict[Kind, list[str]] = {}
        ends: dict[Kind, int] = {}
        for token in tokens:
            blank = " " * (token.start - ends.get(token.kind, 0))
            layers.setdefault(token.kind, []).append(blank + shown[token.start : token.end])
            ends[token.kind] = token.end
        y = self._baseline(rect)
        for kind, pieces in layers.items():
            painter.setPen(ink.kinds[kind])
            painter.drawText(rect.left(), y, "".join(pieces))

    def _by_token(self, painter: QPainter, rect: QRect, shown: str, tokens: Sequence[Token], ink: MessageInk) -> None:
        y = self._baseline(rect)
        for token in tokens:
            painter.setPen(ink.kinds[token.kind])
            x = rect.left() + self._metrics.horizontalAdvance(shown[: token.start])
            painter.drawText(round(x), y, shown[token.start : token.end])

    def _mark(self, painter: QPainter, rect: QRect, shown: str, start: int, end: int, ink: MessageInk) -> None:
        if start >= end:
            return
        left, right = self.width(shown[:start]), self.width(shown[:end])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.found)
        painter.drawRoundedRect(
            QRectF(rect.left() + left, rect.top() + 2, right - left, rect.height() - 4), _FOUND_CORNER, _FOUND_CORNER
        )

    def _baseline(self, rect: QRect) -> int:
        return round(rect.top() + (rect.height() + self._metrics.ascent() - self._metrics.descent()) / 2)


def _plain_mono(size: int) -> QFont:
    font = mono_font(size)
    # What was sent is shown sign by sign, `!=` as two; and shaping is most of what painting a line costs.
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    for feature in ("calt", "liga"):
        font.setFeature(QFont.Tag.fromString(feature), 0)
    return font
