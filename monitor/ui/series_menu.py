"""Choosing a series: a popup list of feeds, keys and columns that narrows while one types."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.series_rows import SERIES_ROLE, SeriesRows, SeriesRowsDelegate
from monitor.ui.theme import Theme
from monitor.workspace.analysis.series_search import find_series
from monitor.workspace.workspace import Workspace

__all__ = ["SeriesChooser"]

_MOST = 200
"""Series listed; whoever wants another one types another letter."""
_SIZE = QSize(380, 420)
_MARGIN = 6
_CTRL = Qt.KeyboardModifier.ControlModifier
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class SeriesChooser(QFrame):
    """Shown by `popup`, as often as wanted; belongs to its parent.

    chosen(SeriesKey): Enter or a click, which close the list; with Ctrl held it stays, for the next one.
    """

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._workspace = workspace
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Type a feed, key or column"))
        self._field.setAccessibleName(self.tr("Find a series"))
        self._lens = self._field.addAction(icon(Glyph.SEARCH, theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        self._rows = SeriesRows(workspace, parent=self)
        self._list = QListView()
        self._delegate = SeriesRowsDelegate(theme, parent=self._list)
        self._hint = QLabel()
        self._hint.setProperty("level", "muted")
        self._hint.setFont(text_font(12))
        self._hint.setContentsMargins(_MARGIN, 2, _MARGIN, 2)
        self._lay_out()

    def popup(self, at: QPoint) -> None:
        """Show the list with its top left corner at a point of the screen, or where there is room near it."""
        self._field.clear()
        self._narrow()
        self.setGeometry(_within_screen(QRect(at, _SIZE), at))
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._lens.setIcon(icon(Glyph.SEARCH, theme.muted))
        self._delegate.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list is moved through and chosen from while the field keeps the cursor."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._move(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._list.currentIndex(), stay=bool(event.modifiers() & _CTRL))
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        view = self._list
        view.setObjectName("offers")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setAccessibleName(self.tr("Series"))
        view.setModel(self._rows)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_MARGIN)
        column.addWidget(self._field)
        column.addWidget(view, 1)
        column.addWidget(self._hint)

    @Slot()
    def _narrow(self) -> None:
        groups, complete = find_series(self._workspace, self._field.text(), most=_MOST)
        self._rows.show_groups(groups)
        self._list.setCurrentIndex(self._rows.first)
        self._list.scrollToTop()
        if not groups:
            words = self.tr("No series has all of these words") if self._field.text() else self.tr("No series yet")
        elif complete:
            words = self.tr("Enter adds, Ctrl+Enter adds and stays")
        else:
            words = self.tr("The first %1 are listed; type more to see others").replace("%1", str(_MOST))
        self._hint.setText(words)

    def _move(self, event: QKeyEvent) -> None:
        self._list.keyPressEvent(event)
        index = self._list.currentIndex()
        series = index.data(SERIES_ROLE)
        if series is not None:
            self._list.scrollTo(index)
            self._field.setAccessibleDescription(str(index.data()))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index, stay=bool(QGuiApplication.keyboardModifiers() & _CTRL))

    def _choose(self, index: QModelIndex | QPersistentModelIndex, *, stay: bool) -> None:
        series = index.data(SERIES_ROLE)
        if isinstance(series, SeriesKey):
            if not stay:
                self.close()
            self.chosen.emit(series)


def _within_screen(wanted: QRect, at: QPoint) -> QRect:
    screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    size = wanted.size().boundedTo(room.size())
    left = max(room.left(), min(wanted.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(wanted.top(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(left, top), size)
