"""What has happened to alerts, newest first, narrowed by words."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from monitor.workspace.alerts.alert import AlertEvent
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.messages.moments import moment_words
from monitor.workspace.settings.keeper import SettingsKeeper

__all__ = ["EVENT_ROLE", "HistoryModel"]

EVENT_ROLE = Qt.ItemDataRole.UserRole


class HistoryModel(QAbstractListModel):
    """Follows the board when told to; new events are put in above, so that what is looked at stays in place."""

    def __init__(self, board: AlertBoard, settings: SettingsKeeper, *, parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._settings = settings
        self._needle = ""
        self._seen = 0
        self._events: list[AlertEvent] = []
        self.refresh()

    @property
    def utc(self) -> bool:
        """Whether times are in UTC."""
        return self._settings.now.time_zone == "utc"

    def refresh(self) -> None:
        """Bring the list up to date."""
        history = self._board.history
        new = [event for event in history if event.number > self._seen and self._wanted(event)]
        self._seen = self._board.happened
        gone = len(self._events) and (not history or self._events[-1].number < history[0].number)
        if gone:
            self._put([event for event in [*new[::-1], *self._events] if history and event.number >= history[0].number])
        elif new:
            self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
            self._events[:0] = new[::-1]
            self.endInsertRows()

    def set_filter(self, text: str) -> None:
        """List only events with all of these words."""
        self._needle = text.casefold()
        self._put([event for event in reversed(self._board.history) if self._wanted(event)])
        self._seen = self._board.happened

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._events)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return event
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                how = self.tr("on") if event.on else self.tr("off")
                return f"{moment_words(event.at, utc=self.utc)} {event.rule.name} {how}: {event.reason}"
            case Qt.ItemDataRole.ToolTipRole:
                return event.reason
            case _:
                return None

    def _wanted(self, event: AlertEvent) -> bool:
        text = f"{event.rule.name} {event.reason} {event.key} {event.feed}".casefold()
        return all(word in text for word in self._needle.split())

    def _put(self, events: Sequence[AlertEvent]) -> None:
        self.beginResetModel()
        self._events = list(events)
        self.endResetModel()
