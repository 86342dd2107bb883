"""The line above the curves: swatch, name and last value of each."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from monitor.ui.fonts import text_font
from monitor.ui.plots.curve_set import Curve
from monitor.ui.plots.inks import Inks
from monitor.workspace.wording import THIN, age, decimals_of, number

__all__ = ["Legend", "LegendEntry", "names_of"]

_LEFT = 12
_SWATCH = 12
_GAP = 6
_APART = 16
_DOT = "\N{MIDDLE DOT}"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What the legend says of one curve. `note` is the age of a stale value."""

    index: int
    name: str
    value: str
    note: str = ""


def names_of(curves: Sequence[Curve]) -> list[str]:
    """What tells curves of one plot apart: keys, or columns, or both."""
    keys = {curve.key.key for curve in curves}
    columns = {curve.key.column for curve in curves}
    if len(columns) == 1 and "" not in keys:
        return [curve.key.key for curve in curves]
    if len(keys) == 1:
        return [curve.key.column for curve in curves]
    return [f"{curve.key.key} {curve.key.column}".strip() for curve in curves]


class Legend:
    """Turns curves into entries and entries into a picture, which is kept until they change."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._units = units
        self._decimals: dict[int, int] = {}
        self._entries: tuple[LegendEntry, ...] = ()
        self._more = ""
        self._picture = QPixmap()
        self._name_font = text_font(12)
        self._value_font = text_font(12, weight=QFont.Weight.DemiBold)

    @property
    def text(self) -> str:
        """All of it in words, for those who do not see it."""
        said = (f"{entry.name} {entry.value} {entry.note}".strip() for entry in self._entries)
        return ", ".join((*said, self._more) if self._more else said)

    def read(self, curves: Sequence[Curve], keys: int) -> bool:
        """Look at the curves' last values; `keys` is how many their stream has. Tells whether anything changed."""
        names = names_of(curves)
        entries = tuple(self._entry(curve, name) for curve, name in zip(curves, names, strict=True))
        shown = len({curve.key.key for curve in curves})
        more = f"{shown} of {keys} keys" if 0 < shown < keys else ""
        changed = (entries, more) != (self._entries, self._more)
        self._entries, self._more = entries, more
        return changed

    def draw(self, width: int, height: int, ratio: float, inks: Inks) -> None:
        """Make the picture anew; what does not fit the width is left out and counted."""
        picture = QPixmap(max(1, math.ceil(width * ratio)), math.ceil(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(inks.panel)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(_LEFT)
        for place, entry in enumerate(self._entries):
            left = len(self._entries) - place
            rest = self._rest(left - 1)
            if place and x + self._entry_width(entry) + _APART + self._width(rest) > width:
                self._text(painter, x, height, self._rest(left), self._name_font, inks.muted)
                break
            x = self._draw_entry(painter, x, height, entry, inks) + _APART
        else:
            self._text(painter, x, height, self._more, self._name_font, inks.muted)
        painter.end()
        self._picture = picture

    def show(self, painter: QPainter) -> None:
        """Copy the picture to the top left corner."""
        painter.drawPixmap(0, 0, self._picture)

    def _entry(self, curve: Curve, name: str) -> LegendEntry:
        _, value = curve.series.last
        # Decimals are only ever added, so that a value does not change its width with every zero at its end.
        decimals = max(self._decimals.get(curve.index, 0), decimals_of(value))
        self._decimals[curve.index] = decimals
        unit = self._units.get(curve.key.column, "")
        text = number(value, decimals=decimals) + (f"{THIN}{unit}" if unit else "")
        return LegendEntry(curve.index, name, text, f"{age(curve.age)} ago" if curve.stale else "")

    def _rest(self, left: int) -> str:
        """What follows when so many entries are left out."""
        parts = [f"+{left} more"] if left else []
        return f" {_DOT} ".join([*parts, self._more] if self._more else parts)

    def _draw_entry(self, painter: QPainter, x: float, height: int, entry: LegendEntry, inks: Inks) -> float:
        stale = bool(entry.note)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.curve(entry.index, stale=stale))
        painter.drawRoundedRect(QRectF(x, height / 2 - 1.5, _SWATCH, 3), 1.5, 1.5)
        x += _SWATCH + _GAP
        x = self._text(painter, x, height, entry.name, self._name_font, inks.faint if stale else inks.muted)
        x = self._text(painter, x + 5, height, entry.value, self._value_font, inks.muted if stale else inks.text)
        return self._text(painter, x + 5, height, entry.note, self._name_font, inks.muted) if stale else x

    def _text(self, painter: QPainter, x: float, height: int, text: str, font: QFont, colour: QColor) -> float:
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(x, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _entry_width(self, entry: LegendEntry) -> int:
        value = QFontMetrics(self._value_font).horizontalAdvance(entry.value)
        note = 5 + self._width(entry.note) if entry.note else 0
        return _SWATCH + _GAP + self._width(entry.name) + 5 + value + note

    def _width(self, text: str) -> int:
        return QFontMetrics(self._name_font).horizontalAdvance(text)
