"""The lines above a chart that say what is drawn in which colour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from monitor.ui.charts.ink import Ink
from monitor.ui.fonts import text_font

__all__ = ["LINE_HEIGHT", "LegendEntry", "legend_text", "paint_legend"]

LINE_HEIGHT = 20

_LEFT, _SWATCH, _GAP, _APART, _RIGHT = 12, 12, 6, 16, 8
_CENTRED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """index: of the colour. value: written stronger; note: written weaker, and the first to give way."""

    index: int
    name: str
    value: str = ""
    note: str = ""


def legend_text(entries: Sequence[LegendEntry]) -> str:
    """All of it in words, for those who do not see it."""
    return "; ".join(" ".join(filter(None, (entry.name, entry.value, entry.note))) for entry in entries)


def paint_legend(painter: QPainter, box: QRect, entries: Sequence[LegendEntry], ink: Ink, *, stacked: bool) -> None:
    """Write the entries each in a line of its own, or one after the other; what does not fit is counted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y = box.left() + _LEFT, box.top()
    noted = stacked or len(entries) < 2 or x + sum(map(_width, entries)) <= box.right()
    for place, entry in enumerate(entries):
        left = len(entries) - place
        shown = entry if noted else replace(entry, note="")
        if not stacked and place and x + _width(shown) > box.right():
            _write(painter, QRect(x, y, box.right() - x, LINE_HEIGHT), _more(left), text_font(12), ink.muted)
            break
        end = _entry(painter, QRect(x, y, box.right() - _RIGHT - x, LINE_HEIGHT), shown, ink)
        x, y = (x, y + LINE_HEIGHT) if stacked else (end + _APART, y)
    painter.restore()


def _more(left: int) -> str:
    return QCoreApplication.translate("Legend", "+%1 more").replace("%1", str(left))


def _width(entry: LegendEntry) -> int:
    text = f"{entry.name} {entry.value} {entry.note}"
    return _SWATCH + _GAP + QFontMetrics(text_font(12)).horizontalAdvance(text) + _APART


def _entry(painter: QPainter, box: QRect, entry: LegendEntry, ink: Ink) -> int:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.curve(entry.index))
    painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 1, _SWATCH, 3), 1.5, 1.5)
    x = box.left() + _SWATCH + _GAP
    strong = text_font(12, weight=QFont.Weight.DemiBold)
    for text, font, colour in (
        (entry.name, text_font(12), ink.muted),
        (entry.value, strong, ink.text),
        (entry.note, text_font(12), ink.muted),
    ):
        if text and x < box.right():
            x += _write(painter, QRect(x, box.top(), box.right() - x, box.height()), text, font, colour) + _GAP
    return x - _GAP


def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor) -> int:
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, _CENTRED, shown)
    return metrics.horizontalAdvance(shown)
