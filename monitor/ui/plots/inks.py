"""A theme's colours as Qt draws them, made once for each theme."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from monitor.ui.plots.curve_set import MOST_CURVES
from monitor.ui.theme import Theme, mixed

__all__ = ["HATCH", "Inks"]

HATCH = 8
"""Pixels after which the hatching of gaps repeats."""


_ROUNDS = (1.0, 0.6, 0.35)
_STALE = 0.55


@dataclass(frozen=True, slots=True)
class Inks:
    """What plots are drawn with; `curves` has a colour for each of MOST_CURVES, `stale` the same paler."""

    panel: QColor
    grid: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    hatch: QBrush
    curves: tuple[QColor, ...]
    stale: tuple[QColor, ...]

    @classmethod
    def of(cls, theme: Theme) -> "Inks":
        """The inks of a theme."""
        colours = [_curve(theme, index) for index in range(MOST_CURVES)]
        return cls(
            panel=QColor(theme.panel),
            grid=QColor(theme.line),
            text=QColor(theme.text),
            muted=QColor(theme.muted),
            faint=QColor(theme.faint),
            accent=QColor(theme.accent),
            hatch=_hatch(theme),
            curves=tuple(QColor(colour) for colour in colours),
            stale=tuple(QColor(mixed(colour, theme.panel, share=_STALE)) for colour in colours),
        )

    def curve(self, index: int, *, stale: bool = False) -> QColor:
        """The colour of a curve, paler when it is stale."""
        return (self.stale if stale else self.curves)[index]


def _curve(theme: Theme, index: int) -> str:
    """The theme's colours first, then the same nearer to the text, then nearer still."""
    colour = theme.series[index % len(theme.series)]
    return mixed(colour, theme.text, share=_ROUNDS[index // len(theme.series)])


def _hatch(theme: Theme) -> QBrush:
    tile = QPixmap(HATCH, HATCH)
    tile.fill(QColor(theme.panel))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(mixed(theme.faint, theme.panel, share=0.6)), 2.0, Qt.PenStyle.SolidLine))
    for shift in (-HATCH, 0, HATCH):
        painter.drawLine(shift - 2, HATCH + 2, shift + HATCH + 2, -2)
    painter.end()
    return QBrush(tile)
