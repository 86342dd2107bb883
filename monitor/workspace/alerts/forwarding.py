"""Rows that formulas yield up here, on their way down to the rules that look at them."""

from collections.abc import Collection

import numpy as np

from monitor.alerts.inputs import series_of
from monitor.alerts.rule import Rule
from monitor.core.batch import Batch
from monitor.engine.commands import JudgeRows
from monitor.engine.host import EngineHost
from monitor.store.row_cursor import RowCursor, Rows
from monitor.store.rows import StreamRows
from monitor.store.store import Store
from monitor.workspace.derived import DERIVED

__all__ = ["Forwarding"]

_EVERY = 0.1
"""Seconds between two looks."""
_MOST = 20_000
"""Rows of one stream at a time, about; the rest goes with the next look."""


class Forwarding:
    """Follows the streams that rules look at, each from the moment a rule does."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host
        self._at = -np.inf
        self._cursors: dict[str, RowCursor] = {}

    def forward(self, store: Store, rules: Collection[Rule], *, now: float) -> None:
        """Send down what is new at `now` (wall seconds)."""
        if 0.0 <= now - self._at < _EVERY:
            return
        self._at = now
        wanted = {
            series.stream
            for rule in rules
            if rule.enabled
            for series in series_of(rule.condition)
            if series.feed == DERIVED
        }
        self._cursors = {name: cursor for name, cursor in self._cursors.items() if name in wanted}
        for name in wanted:
            rows = store.stream(DERIVED, name)
            if rows is not None:
                self._send_new(name, rows)

    def _send_new(self, name: str, rows: StreamRows) -> None:
        cursor = self._cursors.get(name)
        if cursor is None or cursor.stream is not rows:
            # A rule judges from now on; and a formula that was defined anew begins with a stream of its own.
            cursor = self._cursors[name] = RowCursor(rows, "", rows.columns[:1])
            for _ in cursor.read(rows.rows):
                pass
            return
        for part in cursor.read(_MOST):
            self._host.send(JudgeRows(_batch(rows, part)))


def _batch(rows: StreamRows, part: Rows) -> Batch:
    """Rows of the only key there is."""
    return Batch(
        feed=rows.feed,
        stream=rows.name,
        columns=rows.columns[:1],
        keys=np.zeros(len(part.time), np.uint32),
        time=part.time.copy(),
        received=part.received.copy(),
        values=part.columns[0].reshape(1, -1).copy(),
        new_keys=("",),
    )
