"""The rows of the console's transcript."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from monitor.ui.feeds_model import ModelIndex
from monitor.ui.messages.rows_model import ROW_ROLE, TOP, RowsModel
from monitor.workspace.messages.moments import clock_words
from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.transcript import TranscriptRow
from monitor.workspace.wording import round_trip

__all__ = ["TranscriptModel"]

_SPOKEN = 200
"""Characters of a message that a screen reader is given."""


class TranscriptModel(RowsModel):
    """A row is a TranscriptRow. Not in the order of time: a reply stands under what it answers."""

    def show_rows(self, rows: Sequence[TranscriptRow]) -> None:
        """These are the rows now; where they only go on, what is chosen stays so."""
        known = len(self.rows)
        if known <= len(rows) and list(rows[:known]) == self.rows:
            self.extend(rows[known:])
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def entry(self, row: int) -> RawEntry:
        return self._row(row).entry

    def copied(self, row: int) -> str:
        entry = self.entry(row)
        return entry.payload.hex(" ") if entry.binary else entry.text

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW_ROLE:
            return self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._spoken(self._row(index.row()))
        return None

    def columnCount(self, parent: ModelIndex = TOP) -> int:
        return 0 if parent.isValid() else 1

    def _spoken(self, row: TranscriptRow) -> str:
        entry = row.entry
        text = entry.payload[:_SPOKEN]
        shown = text.hex(" ") if entry.binary else text.decode("utf-8", "replace")
        time = clock_words(entry.time, utc=self.utc)
        if row.seconds is not None:
            return (
                self.tr("%1 reply after %2: %3")
                .replace("%1", time)
                .replace("%2", round_trip(row.seconds))
                .replace("%3", shown)
            )
        way = self.tr("%1 sent: %2") if entry.outgoing else self.tr("%1 received: %2")
        return way.replace("%1", time).replace("%2", shown)

    def _row(self, row: int) -> TranscriptRow:
        found: TranscriptRow = self.rows[row]
        return found
