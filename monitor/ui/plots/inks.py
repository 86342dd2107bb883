"""A theme's colours as Qt draws them, made once for each theme."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from monitor.ui.theme import Theme, mixed
from monitor.workspace.plotting.curve_set import MOST_CURVES

__all__ = ["HATCH", "Inks", "hatching"]

HATCH = 8
"""Pixels after which the hatching of gaps repeats, at a scale of 1."""

_ROUNDS = (1.0, 0.6, 0.35)
_STALE = 0.55
_FILL = 46
"""Of 255, how much an area covers what lies under it."""


@dataclass(frozen=True, slots=True)
class Inks:
    """What plots are drawn with; `curves` has a colour for each of MOST_CURVES, `stale` and `fills` the same paler.

    levels: the colours of ok, warn and bad.
    """

    panel: QColor
    raised: QColor
    grid: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    hatch: QColor
    curves: tuple[QColor, ...]
    stale: tuple[QColor, ...]
    fills: tuple[QColor, ...]
    levels: dict[str, QColor]

    @classmethod
    def of(cls, theme: Theme) -> "Inks":
        """The inks of a theme."""
        colours = [_curve(theme, index) for index in range(MOST_CURVES)]
        return cls(
            panel=QColor(theme.panel),
            raised=QColor(theme.raised),
            grid=QColor(theme.grid),
            text=QColor(theme.text),
            muted=QColor(theme.muted),
            faint=QColor(theme.faint),
            accent=QColor(theme.accent),
            hatch=QColor(mixed(theme.faint, theme.panel, share=0.6)),
            curves=tuple(QColor(colour) for colour in colours),
            stale=tuple(QColor(mixed(colour, theme.panel, share=_STALE)) for colour in colours),
            fills=tuple(_seen_through(QColor(colour)) for colour in colours),
            levels={"ok": QColor(theme.ok), "warn": QColor(theme.warn), "bad": QColor(theme.bad)},
        )

    def curve(self, index: int, *, stale: bool = False) -> QColor:
        """The colour of a curve, paler when it is stale."""
        return (self.stale if stale else self.curves)[index]


def hatching(inks: Inks, line: int) -> QBrush:
    """The ground of a gap, for a screen of `line` pixels to a point."""
    size = HATCH * line
    tile = QPixmap(size, size)
    tile.fill(inks.panel)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.hatch, 2.0 * line, Qt.PenStyle.SolidLine))
        beyond = 2 * line
        for shift in (-size, 0, size):
            painter.drawLine(shift - beyond, size + beyond, shift + size + beyond, -beyond)
    return QBrush(tile)


def _curve(theme: Theme, index: int) -> str:
    """The theme's colours first, then the same nearer to the text, then nearer still."""
    colour = theme.series[index % len(theme.series)]
    return mixed(colour, theme.text, share=_ROUNDS[index // len(theme.series)])


def _seen_through(colour: QColor) -> QColor:
    colour.setAlpha(_FILL)
    return colour
