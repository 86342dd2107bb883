"""The heads of a table's columns: what they show, and which of them it is sorted by."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from monitor.ui.fonts import caps_font
from monitor.ui.table.model import TableModel
from monitor.ui.table.rows_painter import PADDING
from monitor.ui.theme import Theme
from monitor.workspace.table.columns import ColumnKind

__all__ = ["HEAD_HEIGHT", "TableHead"]

HEAD_HEIGHT = 26
_ARROW = 12
"""Pixels the arrow takes beside the text, in the room between columns."""


class TableHead(QHeaderView):
    """A click sorts, a drag of an edge makes a column wider, the other button opens the menu of columns."""

    def __init__(self, model: TableModel, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model
        self._theme = theme
        self._sorted: tuple[str, bool] = ("", False)
        self._caps = caps_font()
        self._metrics = QFontMetrics(self._caps)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(HEAD_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Columns"))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme
        self.viewport().update()

    def show_sorted(self, name: str, *, descending: bool) -> None:
        """Mark the column the table is sorted by; "" for none."""
        self._sorted = (name, descending)
        self.viewport().update()

    def width_of(self, section: int) -> int:
        """Pixels the text of a head needs."""
        return self._metrics.horizontalAdvance(self._text(section)) + 2 * PADDING

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEAD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.panel))
            painter.fillRect(0, HEAD_HEIGHT - 1, self.width(), 1, QColor(self._theme.line))
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self._columns.columns[section] if section < len(self._columns.columns) else None
        if column is None:
            return
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self._theme.line))
        name, descending = self._sorted
        mine = bool(name) and column.sort == name
        left = column.kind is ColumnKind.KEY
        text = self._text(section)
        box = rect.adjusted(PADDING, 0, -PADDING, 0)
        width = min(self._metrics.horizontalAdvance(text), box.width())
        painter.setFont(self._caps)
        painter.setPen(QColor(self._theme.text if mine else self._theme.muted))
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if mine:
            x = box.left() + width + _ARROW / 2 + 2 if left else box.right() - width - _ARROW / 2 - 2
            self._arrow(painter, QPointF(x, box.center().y() + 0.5), down=descending)

    def _text(self, section: int) -> str:
        return str(self._columns.headerData(section, Qt.Orientation.Horizontal) or "")

    def _arrow(self, painter: QPainter, at: QPointF, *, down: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.text), 1.4))
        tip = 1.5 if down else -1.5
        painter.drawPolyline(QPolygonF([at + QPointF(-3, -tip), at + QPointF(0, tip), at + QPointF(3, -tip)]))
        painter.restore()
