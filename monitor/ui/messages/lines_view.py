"""The lines of one message: painted like the list, copied by line, value or path."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.messages.ink import MessageInk
from monitor.ui.messages.mono_line import MonoLine
from monitor.ui.theme import Theme
from monitor.workspace.messages.text_line import TextLine

__all__ = ["LinesView"]

_LINE_HEIGHT = 18
_LEFT, _RIGHT = 12, 12
_NOTE_APART = 14
_TIP_MOST = 2000

_LINE_ROLE = Qt.ItemDataRole.UserRole + 1


class LinesView(QListView):
    """Only lines in sight are painted. columns_changed(int): so many characters fit on a line now."""

    columns_changed = Signal(int)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _LinesModel(self)
        self._delegate = _LineDelegate(theme, parent=self)
        self._columns = 0
        self.setModel(self._lines)
        self.setItemDelegate(self._delegate)
        self.setObjectName("messages")
        self.setAccessibleName(self.tr("The message in detail"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumHeight(_LINE_HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)

    @property
    def lines(self) -> Sequence[TextLine]:
        """What is shown."""
        return self._lines.lines

    @property
    def columns(self) -> int:
        """Characters that fit on a line."""
        return self._delegate.mono.fitting(self.viewport().width() - _LEFT - _RIGHT)

    def show_lines(self, lines: Sequence[TextLine]) -> None:
        """Show these; the place that was looked at stays where it was."""
        place = self.verticalScrollBar().value()
        self._lines.put(lines)
        self.verticalScrollBar().setValue(place)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._delegate.ink = MessageInk.of(theme)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.columns
        if columns != self._columns:
            self._columns = columns
            self.columns_changed.emit(columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_lines()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Typing does not jump about."""

    @Slot()
    def copy_lines(self) -> None:
        """Copy the chosen lines as they stand there."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if rows:
            QGuiApplication.clipboard().setText("\n".join(self.lines[row].text for row in rows))

    @Slot()
    def copy_value(self) -> None:
        """Copy the value of the current line as it was sent, a text without its quotes."""
        line = self._current()
        if line is not None:
            value = line.value
            quoted = len(value) > 1 and value[0] == value[-1] == '"' and "\\" not in value
            QGuiApplication.clipboard().setText(value[1:-1] if quoted else value)

    @Slot()
    def copy_path(self) -> None:
        """Copy where the current line stands in the message, as filters and profiles write it."""
        line = self._current()
        if line is not None:
            QGuiApplication.clipboard().setText(line.path)

    def _current(self) -> TextLine | None:
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        line = self._current()
        if line is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy value"), self.copy_value).setEnabled(bool(line.value))
        menu.addAction(self.tr("Copy path"), self.copy_path).setEnabled(bool(line.path))
        menu.addAction(self.tr("Copy lines"), self.copy_lines)
        menu.popup(self.viewport().mapToGlobal(at))


class _LinesModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[TextLine] = ()

    def put(self, lines: Sequence[TextLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _LINE_ROLE:
            return self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            line = self.lines[index.row()]
            return f"{line.text}  {line.note}" if line.note else line.text
        if role == Qt.ItemDataRole.ToolTipRole:
            value = self.lines[index.row()].value
            return value[:_TIP_MOST] if len(value) > _TIP_MOST // 40 else None
        return None


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.ink = MessageInk.of(theme)
        self.mono = MonoLine()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: ModelIndex) -> QSize:
        return QSize(100, _LINE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        line: TextLine = index.data(_LINE_ROLE)
        row: QRect = option.rect
        ink = self.ink
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, ink.selected)
        elif line.changed:
            painter.fillRect(row, ink.changed)
        rect = row.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.save()
        painter.setClipRect(rect)
        note = self.mono.width(line.note) + _NOTE_APART if line.note else 0.0
        width = self.mono.paint(painter, rect.adjusted(0, 0, -round(note), 0), line.text, line.tokens, ink)
        if line.note:
            self.mono.paint_text(painter, rect.adjusted(width + _NOTE_APART, 0, 0, 0), line.note, ink.muted)
        painter.restore()
