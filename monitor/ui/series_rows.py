"""The rows of the list to choose series from, and how they are painted."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.fonts import caps_font, text_font
from monitor.ui.theme import Theme
from monitor.workspace.analysis.series_search import SeriesGroup
from monitor.workspace.wording import THIN, number
from monitor.workspace.workspace import Workspace

__all__ = ["SERIES_ROLE", "SeriesRows", "SeriesRowsDelegate"]

SERIES_ROLE = Qt.ItemDataRole.UserRole
"""The SeriesKey of a row; None for the head of a group."""
_VALUE_ROLE = Qt.ItemDataRole.UserRole + 1

_HEIGHT = 26
_LEFT, _INDENT, _RIGHT, _GAP = 8, 20, 10, 12
_LEFT_OF = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_OF = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SeriesRows(QAbstractListModel):
    """Groups with their heads as one flat list."""

    def __init__(self, workspace: Workspace, *, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[SeriesKey | SeriesGroup] = []

    @property
    def first(self) -> QModelIndex:
        """The first row that can be chosen; invalid when there is none."""
        return self.index(1) if len(self._rows) > 1 else QModelIndex()

    def show_groups(self, groups: Sequence[SeriesGroup]) -> None:
        """List these."""
        self.beginResetModel()
        self._rows = []
        for group in groups:
            self._rows += [group, *group.series]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], SeriesKey):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, SeriesGroup):
            return _heading(row) if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{row.key} {row.column}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.key} {row.column} {self._value(row)}".strip()
            case _ if role == SERIES_ROLE:
                return row
            case _ if role == _VALUE_ROLE:
                return self._value(row)
        return None

    def _value(self, series: SeriesKey) -> str:
        rows = self._workspace.store.stream(series.feed, series.stream)
        if rows is None:
            return ""
        unit = self._workspace.unit(series)
        _, value = rows.last(series.key, series.column)
        return number(value) + (f"{THIN}{unit}" if unit else "")


class SeriesRowsDelegate(QStyledItemDelegate):
    """Key and column at the left, the newest value at the right; the head of a group in small capitals."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = text_font()
        self._value = text_font(weight=QFont.Weight.Medium)
        self._head = caps_font()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._theme
        if index.data(SERIES_ROLE) is None:
            box = rect.adjusted(_LEFT, 2, -_RIGHT, 0)
            _write(painter, box, str(index.data()), self._head, theme.muted, _LEFT_OF)
            return
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, QColor(theme.raised))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(theme.accent))
        box = rect.adjusted(_INDENT, 0, -_RIGHT, 0)
        taken = _write(painter, box, str(index.data(_VALUE_ROLE)), self._value, theme.muted, _RIGHT_OF) + _GAP
        _write(painter, box.adjusted(0, 0, -taken, 0), str(index.data()), self._plain, theme.text, _LEFT_OF)


def _heading(group: SeriesGroup) -> str:
    return f"{group.feed} \N{MIDDLE DOT} {group.stream}".upper()


def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: str, align: Qt.AlignmentFlag) -> int:
    """Draw `text`, cut to the box in its middle; returns the width it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, align, shown)
    return metrics.horizontalAdvance(shown)
