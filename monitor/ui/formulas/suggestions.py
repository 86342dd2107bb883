"""The list below the caret of what may be written there."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from monitor.ui.fonts import mono_font, text_font
from monitor.ui.theme import Theme
from monitor.workspace.formulas.candidates import Candidate

__all__ = ["Suggestions"]

_DETAIL = Qt.ItemDataRole.UserRole
_HEIGHT = 26
_PADDING, _APART = 10, 16
_MOST_SEEN = 8
_WIDTH = 560


class Suggestions(QListView):
    """Lies over its window without taking the focus; the field it belongs to passes keys on.

    chosen(text): Enter, Tab or a click.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._items = QStandardItemModel(self)
        self._painter = _Lines(theme, parent=self)
        self.setObjectName("offers")
        self.setModel(self._items)
        self.setItemDelegate(self._painter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("What may be written here"))
        self.clicked.connect(self._choose)
        self.hide()

    def offer(self, candidates: Sequence[Candidate], *, below: QRect) -> None:
        """List these below a part of the field, or above it where there is more room."""
        self._items.clear()
        for each in candidates:
            item = QStandardItem(each.text)
            item.setData(each.detail, _DETAIL)
            item.setAccessibleText(f"{each.text}, {each.detail}")
            self._items.appendRow(item)
        self.setCurrentIndex(self._items.index(0, 0))
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setGeometry(self._place(below, window))
        self.show()
        self.raise_()

    def take_key(self, event: QKeyEvent) -> bool:
        """Go through the list or choose from it; tells whether the key meant that."""
        row, last = self.currentIndex().row(), self._items.rowCount() - 1
        match event.key():
            case Qt.Key.Key_Down:
                self._go(0 if row == last else row + 1)
            case Qt.Key.Key_Up:
                self._go(last if row <= 0 else row - 1)
            case Qt.Key.Key_PageDown:
                self._go(min(last, row + _MOST_SEEN))
            case Qt.Key.Key_PageUp:
                self._go(max(0, row - _MOST_SEEN))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def take(self) -> None:
        """Choose what the list stands at."""
        self._choose(self.currentIndex())

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._painter.set_theme(theme)

    def _go(self, row: int) -> None:
        index = self._items.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _place(self, below: QRect, window: QWidget) -> QRect:
        rows = min(self._items.rowCount(), _MOST_SEEN)
        size = QSize(min(_WIDTH, window.width() - 2 * _PADDING), rows * _HEIGHT + 2)
        at = self._owner.mapTo(window, below.bottomLeft())
        left = max(0, min(at.x() - _PADDING, window.width() - size.width()))
        top = at.y() + 4
        if top + size.height() > window.height():
            top = self._owner.mapTo(window, below.topLeft()).y() - size.height() - 4
        return QRect(left, max(0, top), size.width(), size.height())

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data()))


class _Lines(QStyledItemDelegate):
    """The text as it will stand, and what it is, muted."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mono = mono_font(12)
        self._plain = text_font(12)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, QColor(self._theme.raised))
        box = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        text = str(index.data())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._mono)
        painter.setPen(QColor(self._theme.text))
        metrics = QFontMetrics(self._mono)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width() * 2 // 3)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, shown)
        room = box.adjusted(metrics.horizontalAdvance(shown) + _APART, 0, 0, 0)
        painter.setFont(self._plain)
        painter.setPen(QColor(self._theme.muted))
        detail = QFontMetrics(self._plain).elidedText(
            str(index.data(_DETAIL)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, detail)
