"""The profiles one below the other: what each is, whose it is, and whether its file can be used."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme, mixed
from monitor.workspace.profile_rows import ProfileRow

__all__ = ["ProfilesList"]

_HEIGHT = 50
_PAD = 12
_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ProfilesList(QListView):
    """edit_asked(slug): Enter or a double click; delete_asked(slug): Del; current_changed()."""

    edit_asked = Signal(str)
    delete_asked = Signal(str)
    current_changed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profilesList")
        self.setAccessibleName(self.tr("Feed profiles"))
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self._delegate = _RowDelegate(theme, parent=self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._edit)
        self.selectionModel().currentChanged.connect(self._moved)

    @property
    def rows(self) -> tuple[ProfileRow, ...]:
        """What is shown."""
        return self._rows.rows

    @property
    def current(self) -> ProfileRow | None:
        """The row that the buttons act on."""
        row = self.currentIndex().data(_ROLE)
        return row if isinstance(row, ProfileRow) else None

    def show_rows(self, rows: Sequence[ProfileRow]) -> None:
        """Show these; the current profile stays so where it is still there."""
        if tuple(rows) == self._rows.rows:
            return
        slug = self.current.slug if self.current is not None else ""
        self._rows.show_rows(rows)
        self.setFixedHeight(max(1, len(rows)) * _HEIGHT + 2)
        self.select(slug)

    def select(self, slug: str) -> None:
        """Make a profile the current one, the first where there is none of this slug."""
        place = next((at for at, row in enumerate(self._rows.rows) if row.slug == slug), 0)
        self.setCurrentIndex(self._rows.index(place))
        self.current_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row is not None:
                self.edit_asked.emit(row.slug)
            case Qt.Key.Key_Delete if row is not None:
                self.delete_asked.emit(row.slug)
            case _:
                super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _edit(self, index: QModelIndex) -> None:
        row = index.data(_ROLE)
        if isinstance(row, ProfileRow):
            self.edit_asked.emit(row.slug)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.current_changed.emit()


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[ProfileRow, ...] = ()

    def show_rows(self, rows: Sequence[ProfileRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.name, row.words, row.origin, row.state) if part)
        return None


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = text_font(weight=QFont.Weight.DemiBold)
        self._small = text_font(12)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROLE)
        if not isinstance(row, ProfileRow):
            return
        theme = self._theme
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            if option.state & QStyle.StateFlag.State_Active:
                painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(mixed(theme.raised, theme.panel, share=0.5)))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.line))
        self._words(painter, rect.adjusted(_PAD, 0, -_PAD, 0), row)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, row: ProfileRow) -> None:
        theme = self._theme
        first = QRect(box.left(), box.top() + 7, box.width(), 18)
        second = QRect(box.left(), box.top() + 26, box.width(), 17)
        right = self._tag(painter, box, row.origin)
        if row.state:
            room = first.adjusted(0, 0, -right - 8, 0)
            right += 8 + self._line(painter, room, row.state, self._small, theme.ok, right=True)
        self._line(painter, first.adjusted(0, 0, -right - 8, 0), row.name, self._name, theme.text)
        colour = theme.bad if row.broken else theme.muted
        self._line(painter, second.adjusted(0, 0, -right - 8, 0), row.words, self._small, colour)

    def _tag(self, painter: QPainter, box: QRect, words: str) -> int:
        """Whose it is, framed; the width it takes."""
        width = QFontMetrics(self._small).horizontalAdvance(words) + 14
        frame = QRect(box.right() - width, box.center().y() - 9, width, 19)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
        return width

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
