"""A list that shows its newest row until the user looks at another."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.messages.rows_model import RowsModel

__all__ = ["ROW_HEIGHT", "FollowingList"]

ROW_HEIGHT = 20


class FollowingList(QTableView):
    """Fixed rows, of which only those in sight are painted. Whoever changes the rows does so within `changing`.

    left_end(): the user has moved away from the newest row, or chosen one. end_reached(): they are back at it.
    row_chosen(int): this row is the one they look at now, -1 for none.
    live_asked(), freeze_asked(): the keys for it were pressed. menu_opening(QMenu): more may be added to it.
    """

    left_end = Signal()
    end_reached = Signal()
    row_chosen = Signal(int)
    live_asked = Signal()
    freeze_asked = Signal()
    menu_opening = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ours = False
        self._following = True
        self._words = ""
        self._rows: RowsModel | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("messages")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setMinimumHeight(ROW_HEIGHT)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_model(self, model: RowsModel) -> None:
        """Show the rows of this model."""
        self._rows = model
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(self._selected)

    @property
    def selected_rows(self) -> list[int]:
        """The chosen rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    @Slot()
    def copy_messages(self) -> None:
        """Copy the chosen messages, one a line."""
        rows = self.selected_rows
        if rows and self._rows is not None:
            QGuiApplication.clipboard().setText("\n".join(map(self._rows.copied, rows)))

    def set_words(self, words: str) -> None:
        """What stands in the middle while there are no rows."""
        if words != self._words:
            self._words = words
            self.viewport().update()

    def set_following(self, following: bool) -> None:
        """Whether the newest row is kept in sight."""
        self._following = following
        if following:
            with self.changing():
                self.clearSelection()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """While rows are changed, what moves is not the user's doing; afterwards the newest row is in sight again."""
        self._ours = True
        try:
            yield
            if self._following:
                self.scrollToBottom()
        finally:
            self._ours = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self.changing():
            super().resizeEvent(event)

    @property
    def cut_off(self) -> int:
        """Pixels at the top that are left empty: what is to be seen there of a row is not enough to read it."""
        row = self.rowAt(0)
        cut = self._following and row >= 0 and self.rowViewportPosition(row) < 0
        return self.rowViewportPosition(row) + self.rowHeight(row) if cut else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.cut_off:
            painter = QPainter(self.viewport())
            painter.fillRect(0, 0, self.viewport().width(), self.cut_off, self.palette().base())
            painter.end()
        if self._words and self.model() is not None and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(text_font())
            painter.setPen(self.palette().placeholderText().color())
            box = self.viewport().rect().adjusted(16, 0, -16, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_messages()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_End) and not event.modifiers():
            self.live_asked.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.freeze_asked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Typing does not jump about in a list that moves."""

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        if self._ours:
            return
        if value < self.verticalScrollBar().maximum():
            self.left_end.emit()
        elif not self.selectionModel().hasSelection():
            self.end_reached.emit()

    @Slot(QItemSelection, QItemSelection)
    def _selected(self, _chosen: QItemSelection, _given_up: QItemSelection) -> None:
        if self._ours:
            return
        rows = self.selected_rows
        if rows:
            self.left_end.emit()
        current = self.currentIndex().row()
        self.row_chosen.emit(current if current in rows else (rows[-1] if rows else -1))

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        if not self.selected_rows:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), self.copy_messages)
        self.menu_opening.emit(menu)
        menu.popup(self.viewport().mapToGlobal(at))
