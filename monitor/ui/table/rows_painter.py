"""How the rows of a table are painted: all that are seen at once, column by column.

A delegate would be asked cell by cell, which costs several times what painting does.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLine, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from monitor.ui.fonts import text_font
from monitor.ui.sparkline import paint_sparklines
from monitor.ui.table.level_mark import MARK_ROOM, paint_level
from monitor.ui.theme import Theme, mixed
from monitor.workspace.table.columns import ColumnKind
from monitor.workspace.table.sight import Sight
from monitor.workspace.table.texts import CellText

__all__ = ["PADDING", "ROW_HEIGHT", "Ground", "RowsPainter"]

ROW_HEIGHT = 28
PADDING = 12
"""Pixels left and right of a text."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the rows stand and what is behind them. Rows are counted from the first that is painted.

    top: of the first row, in pixels. columns: left edge and width of each. current: the row the keys act on, -1: none.
    """

    top: int
    width: int
    columns: Sequence[tuple[int, int]]
    selected: Collection[int] = ()
    hovered: int = -1
    current: int = -1


class RowsPainter:
    """Paints in the theme's colours."""

    def __init__(self, theme: Theme) -> None:
        self._plain = text_font()
        self._strong = text_font(weight=QFont.Weight.DemiBold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._strong_metrics = QFontMetrics(self._strong)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self._rule = QColor(mixed(theme.line, theme.panel, share=0.6))
        self._selected = QColor(theme.raised)
        self._hovered = QColor(mixed(theme.raised, theme.panel, share=0.5))
        self._levels = {"": theme.text, "rising": theme.ok, "falling": theme.bad}
        self._levels |= {"ok": theme.ok, "warn": theme.warn, "bad": theme.bad}

    def width_of(self, cell: CellText, kind: ColumnKind) -> int:
        """Pixels a text takes, its mark included."""
        metrics = self._strong_metrics if kind is ColumnKind.KEY else self._plain_metrics
        mark = MARK_ROOM if kind is ColumnKind.VALUE and cell.level else 0
        return metrics.horizontalAdvance(cell.text) + mark

    def paint(self, painter: QPainter, sight: Sight, ground: Ground) -> None:
        """Paint rows."""
        self._grounds(painter, len(sight.keys), ground)
        for place, column in enumerate(sight.columns):
            left, width = ground.columns[place]
            box = QRect(left + PADDING, ground.top, width - 2 * PADDING, ROW_HEIGHT)
            if column.kind is ColumnKind.TREND:
                colours = [self._theme.faint if stale else self._theme.muted for stale in sight.stale]
                line = QRectF(box).adjusted(0, 6, 0, -7)
                paint_sparklines(painter, line, sight.lines, colours, step=float(ROW_HEIGHT))
            else:
                self._texts(painter, box, sight.texts[place], sight.stale, column.kind)

    def _grounds(self, painter: QPainter, rows: int, ground: Ground) -> None:
        for row in ground.selected:
            self._fill(painter, row, ground, self._selected)
        if 0 <= ground.hovered < rows and ground.hovered not in ground.selected:
            self._fill(painter, ground.hovered, ground, self._hovered)
        below = [ground.top + (row + 1) * ROW_HEIGHT - 1 for row in range(rows)]
        painter.setPen(self._rule)
        painter.drawLines([QLine(0, y, ground.width, y) for y in below])
        if 0 <= ground.current < rows:
            top = ground.top + ground.current * ROW_HEIGHT
            painter.fillRect(0, top, 2, ROW_HEIGHT, QColor(self._theme.accent))

    def _fill(self, painter: QPainter, row: int, ground: Ground, colour: QColor) -> None:
        painter.fillRect(0, ground.top + row * ROW_HEIGHT, ground.width, ROW_HEIGHT, colour)

    def _texts(
        self, painter: QPainter, box: QRect, cells: Sequence[CellText], stale: Sequence[bool], kind: ColumnKind
    ) -> None:
        key = kind is ColumnKind.KEY
        painter.setFont(self._strong if key else self._plain)
        align, inked = _LEFT if key else _RIGHT, ""
        for row, (cell, old) in enumerate(zip(cells, stale, strict=True)):
            text, colour = cell.text, self._colour(cell, kind, stale=old)
            if colour != inked:
                painter.setPen(QColor(colour))
                inked = colour
            at = box.translated(0, row * ROW_HEIGHT)
            if key and self._strong_metrics.horizontalAdvance(text) > box.width():
                text = self._strong_metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
            painter.drawText(at, align, text)
            if cell.level and kind is ColumnKind.VALUE:
                x = at.right() - self._plain_metrics.horizontalAdvance(text) - MARK_ROOM / 2
                paint_level(painter, QPointF(x, at.center().y()), cell.level, QColor(colour))

    def _colour(self, cell: CellText, kind: ColumnKind, *, stale: bool) -> str:
        theme = self._theme
        if kind is ColumnKind.AGE or (kind is ColumnKind.CHANGE and not cell.level):
            return theme.muted
        if stale:
            return theme.muted if kind is ColumnKind.KEY else theme.faint
        return self._levels[cell.level]
