"""The feeds on the left: name, state and rate of each, its series unfolded under it."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QLineEdit, QMenu, QTreeView, QVBoxLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.feed_rows import FeedOrder, FeedRow, SeriesRow
from monitor.ui.feeds_delegate import FeedsDelegate
from monitor.ui.feeds_model import ROW_ROLE, FeedsModel
from monitor.ui.fonts import caps_font, text_font
from monitor.ui.icons import Glyph
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.workspace import Workspace

__all__ = ["FeedsList"]


class FeedsList(QWidget):
    """Signals: add_asked(), menu_asked(global position) for what is current, remove_asked().

    series_wanted(tuple of SeriesKey): a series was double-clicked, or Enter pressed on it.
    """

    add_asked = Signal()
    series_wanted = Signal(object)
    menu_asked = Signal(QPoint)
    remove_asked = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("feedsPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._unfolded: set[int] = set()
        self._model = FeedsModel(workspace, parent=self)
        self._head = QLabel(self.tr("FEEDS"))
        self._head.setFont(caps_font())
        self._head.setProperty("level", "muted")
        self._sort = ToolButton(Glyph.SORT, self.tr("Order of the feeds"), theme)
        self._sort.clicked.connect(self._ask_order)
        self._add = ToolButton(Glyph.PLUS, self.tr("Add a feed"), theme)
        self._add.clicked.connect(self.add_asked)
        self._filter = self._made_filter()
        self._tree = _FeedsTree(self._model, theme)
        self._tree.customContextMenuRequested.connect(self._ask_menu)
        self._tree.activated.connect(self._activate)
        self._tree.remove_asked.connect(self.remove_asked)
        self._lay_out()

    @property
    def model(self) -> FeedsModel:
        """What the list shows."""
        return self._model

    @property
    def current_feed(self) -> str | None:
        """The feed chosen in the list; with only one feed open, that one."""
        row = self._model.feed_row(self._tree.currentIndex())
        if row is None and self._model.rowCount() == 1:
            row = self._model.feed_row(self._model.index(0))
        return None if row is None else row.feed

    @property
    def current_series(self) -> tuple[SeriesKey, ...]:
        """The series chosen in the list; none while a feed is."""
        return self._model.series_at(self._tree.currentIndex())

    def choose(self, feed: str) -> None:
        """Make a feed the current one."""
        for place in range(self._model.rowCount()):
            index = self._model.index(place)
            row = self._model.feed_row(index)
            if row is not None and row.feed == feed:
                self._tree.setCurrentIndex(index)
                self._tree.scrollTo(index)

    def refresh(self) -> None:
        """Bring every row up to date. A feed that shows its first series is unfolded, once."""
        self._model.refresh()
        for place in range(self._model.rowCount()):
            index = self._model.index(place)
            row = index.data(ROW_ROLE)
            if isinstance(row, FeedRow) and row.series and row.serial not in self._unfolded:
                self._unfolded.add(row.serial)
                self._tree.expand(index)

    def set_theme(self, theme: Theme) -> None:
        """Restyle what paints itself."""
        for part in (self._tree, self._sort, self._add):
            part.set_theme(theme)

    def take_focus(self) -> None:
        """Let the keys move in the list."""
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_filter(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("filterField")
        field.setPlaceholderText(self.tr("Filter feeds and keys"))
        field.setAccessibleName(self.tr("Filter feeds and keys"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self._model.set_filter)
        return field

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 9, 4)
        head.addWidget(self._head)
        head.addStretch()
        head.setSpacing(2)
        head.addWidget(self._sort)
        head.addWidget(self._add)
        field = QHBoxLayout()
        field.setContentsMargins(12, 0, 12, 8)
        field.addWidget(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(field)
        column.addWidget(self._tree, 1)

    @Slot()
    def _ask_order(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for order, text in (
            (FeedOrder.OPENED, self.tr("As opened")),
            (FeedOrder.NAME, self.tr("By name")),
            (FeedOrder.STATE, self.tr("Those that need you first")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(order is self._model.order)
            action.triggered.connect(lambda _checked=False, order=order: self._model.set_order(order))
        menu.popup(self._sort.mapToGlobal(QPoint(0, self._sort.height() + 4)))

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        if self._tree.currentIndex().isValid():
            self.menu_asked.emit(self._tree.viewport().mapToGlobal(at))

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, SeriesRow) and row.series is None:
            self._model.show_all(index)
        elif isinstance(row, SeriesRow):
            self.series_wanted.emit(self._model.series_at(index))
        elif isinstance(row, FeedRow):
            self._tree.setExpanded(index, not self._tree.isExpanded(index))


class _FeedsTree(QTreeView):
    """The tree itself. remove_asked(): the key for it was pressed on a feed."""

    remove_asked = Signal()

    def __init__(self, model: FeedsModel, theme: Theme) -> None:
        super().__init__()
        self._delegate = FeedsDelegate(theme, parent=self)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Feeds"))
        self.setAccessibleDescription(self.tr("Each feed with its state and rate; unfold it to see its values"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            with QPainter(self.viewport()) as painter:
                painter.setFont(text_font(12))
                painter.setPen(self.palette().placeholderText().color())
                box = self.viewport().rect().adjusted(14, 8, -12, -8)
                painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._model.wanting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)
