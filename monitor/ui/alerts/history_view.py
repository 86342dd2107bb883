"""The list of what has happened to alerts, and the field that narrows it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.alerts.alert_mark import MarkKind, paint_mark
from monitor.ui.alerts.history_model import EVENT_ROLE, HistoryModel
from monitor.ui.fonts import caps_font, text_font
from monitor.ui.theme import Theme
from monitor.workspace.alerts.alert import AlertEvent
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.alerts.event_time import event_time
from monitor.workspace.settings.keeper import SettingsKeeper

__all__ = ["HistoryView"]

_HEIGHT = 28
_MARK, _NAME, _GAP = 20, 150, 12
_LEAST = 8 * _HEIGHT
_LEFT_OF = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class HistoryView(QWidget):
    """A head with a search field, and the events below it."""

    def __init__(
        self, board: AlertBoard, settings: SettingsKeeper, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._model = HistoryModel(board, settings, parent=self)
        self._head = QLabel(self.tr("HISTORY"))
        self._head.setFont(caps_font())
        self._head.setProperty("level", "muted")
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search the history"))
        self._search.setAccessibleName(self.tr("Search the history"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(220)
        self._search.textChanged.connect(self._narrow)
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.setObjectName("small")
        self._clear.clicked.connect(self._clear_all)
        self._list = QListView()
        self._delegate = _EventDelegate(theme, self._model, parent=self._list)
        self._none = QLabel()
        self._none.setProperty("level", "muted")
        self._lay_out()
        self.refresh()

    @property
    def model(self) -> HistoryModel:
        """What is listed."""
        return self._model

    def refresh(self) -> None:
        """Follow the board."""
        self._model.refresh()
        empty = self._model.rowCount() == 0
        self._list.setVisible(not empty)
        self._none.setVisible(empty)
        searched = bool(self._search.text())
        self._none.setText(
            self.tr("No event has all of these words") if searched else self.tr("Nothing has happened yet")
        )
        self._clear.setEnabled(bool(self._board.history))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._delegate.theme = theme
        self._list.viewport().update()

    def _lay_out(self) -> None:
        view = self._list
        view.setObjectName("messages")
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setAccessibleName(self.tr("History of alerts"))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setMinimumHeight(_LEAST)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._search)
        head.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(view, 1)
        column.addWidget(self._none)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._model.set_filter(text)
        self.refresh()

    @Slot()
    def _clear_all(self) -> None:
        self._board.clear_history()
        self.refresh()


class _EventDelegate(QStyledItemDelegate):
    """Time, shape, rule and reason on one line."""

    def __init__(self, theme: Theme, model: HistoryModel, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = model
        self._plain = text_font(12)
        self._strong = text_font(12, weight=QFont.Weight.Medium)
        self._time_width = QFontMetrics(self._plain).horizontalAdvance(event_time(0.0, utc=True)) + _GAP

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        event = index.data(EVENT_ROLE)
        if not isinstance(event, AlertEvent):
            return
        theme, box = self.theme, QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.raised))
        left = box.left() + 4
        self._text(
            painter,
            QRect(left, box.top(), self._time_width, _HEIGHT),
            event_time(event.at, utc=self._model.utc),
            theme.muted,
        )
        left += self._time_width
        paint_mark(painter, QPointF(left + 5, box.center().y() + 0.5), _kind_of(event), theme)
        left += _MARK
        self._text(painter, QRect(left, box.top(), _NAME, _HEIGHT), event.rule.name, theme.text, strong=True)
        left += _NAME + _GAP
        self._text(painter, QRect(left, box.top(), box.right() - left, _HEIGHT), event.reason, theme.muted)

    def _text(self, painter: QPainter, box: QRect, text: str, colour: str, *, strong: bool = False) -> None:
        font = self._strong if strong else self._plain
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT_OF, shown)


def _kind_of(event: AlertEvent) -> MarkKind:
    if not event.on:
        return MarkKind.OFF
    return MarkKind.BAD if event.rule.level == "bad" else MarkKind.WARN
