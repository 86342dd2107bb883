"""Text events as rows of a log: a cell for each column, and the level that a rule gives the line."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.parse import parse_json
from monitor.feed.paths import Path, compile_path
from monitor.feed.scalars import plain_text
from monitor.workspace.messages.paints import Level, Painter
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["EventReader", "EventRow"]

_LONGEST = 2000
"""Characters of a cell; the whole message is in the detail."""


class EventRow(NamedTuple):
    """One event. A message without any of the columns stands whole in the last cell."""

    entry: RawEntry
    cells: tuple[str, ...]
    level: Level | None

    @property
    def text(self) -> str:
        """What of the row is searched and copied."""
        return "  ".join(cell for cell in self.cells if cell)


class EventReader:
    """Makes rows of messages. columns: paths; without any the message itself is the one cell."""

    def __init__(self, columns: Sequence[str], painter: Painter) -> None:
        self.columns = tuple(columns)
        self._paths = [_compiled(column) for column in columns]
        self._painter = painter

    def row(self, entry: RawEntry) -> EventRow:
        """The row of one message."""
        cells = self._cells(entry)
        return EventRow(entry, cells, self._painter.level("  ".join(cells)))

    def _cells(self, entry: RawEntry) -> tuple[str, ...]:
        if entry.binary:
            return self._whole(entry.payload[: _LONGEST // 3].hex(" "))
        if self._paths:
            try:
                message = parse_json(entry.payload)
            except ValueError:
                return self._whole(entry.text)
            cells = tuple(_shown(path, message) for path in self._paths)
            if any(cells):
                return cells
        return self._whole(entry.text)

    def _whole(self, text: str) -> tuple[str, ...]:
        line = " ".join(text[:_LONGEST].split())
        return ("",) * (len(self._paths) - 1) + (line,)


def _compiled(text: str) -> Path | None:
    try:
        return compile_path(text)
    except ProfileError:
        return None


def _shown(path: Path | None, message: Any) -> str:
    value = msgspec.UNSET if path is None else path.get(message)
    if value is msgspec.UNSET or value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = plain_text(value)
    if text is None:
        text = msgspec.json.encode(value, enc_hook=str).decode()
    return " ".join(text[:_LONGEST].split())
