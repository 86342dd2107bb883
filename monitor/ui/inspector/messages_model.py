"""The messages in the inspector's list."""

from typing import Any

from PySide6.QtCore import Qt

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.messages.rows_model import ROW_ROLE, RowsModel
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["MessagesModel"]

_SPOKEN = 200
"""Characters of a message that a screen reader is given."""


class MessagesModel(RowsModel):
    """A row is a RawEntry."""

    def entry(self, row: int) -> RawEntry:
        entry: RawEntry = self.rows[row]
        return entry

    def copied(self, row: int) -> str:
        entry = self.entry(row)
        return entry.payload.hex(" ") if entry.binary else entry.text

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW_ROLE:
            return self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            entry = self.entry(index.row())
            way = self.tr("sent") if entry.outgoing else self.tr("received")
            payload = entry.payload[:_SPOKEN]
            text = payload.hex(" ") if entry.binary else payload.decode("utf-8", "replace")
            return f"{clock_words(entry.time, utc=self.utc)} {way} {text}"
        return None
