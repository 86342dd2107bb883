"""Writes down what is open whenever it has changed and settled, and at the end."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from monitor.workspace.keeping.part import Part
from monitor.workspace.keeping.state import OpenedFeed, State, save_state

__all__ = ["StateKeeper"]

_SETTLED = 2.0
_AT_LATEST = 15.0
"""Seconds after the last and after the first unwritten change."""
_AGAIN = 60.0
"""Seconds before another try where the file could not be written."""


class StateKeeper:
    """feeds: those to open again. parts: named as the fields of State. on_problem: told why it could not be written.

    Call `look` now and then, `save` at the end.
    """

    def __init__(
        self,
        path: Path,
        *,
        feeds: Callable[[], Sequence[OpenedFeed]],
        parts: Sequence[Part],
        on_problem: Callable[[OSError], None],
    ) -> None:
        self._path = path
        self._feeds = feeds
        self._parts = parts
        self._on_problem = on_problem
        self._seen: Mapping[str, object] = {}
        self._first = self._last = math.nan
        self._not_before = -math.inf
        self._written = b""

    def look(self, now: float) -> None:
        """Write when something has changed and then stayed as it is for a while (monotonic seconds)."""
        seen = {part.name: part.version() for part in self._parts}
        seen["feeds"] = self._feeds()
        if seen != self._seen:
            self._first = now if math.isnan(self._first) and self._seen else self._first
            self._last = now
            self._seen = seen
        if math.isnan(self._first) or now < self._not_before:
            return
        if now - self._last < _SETTLED and now - self._first < _AT_LATEST:
            return
        if self.save():
            self._first = math.nan
        else:
            self._not_before = now + _AGAIN

    def save(self) -> bool:
        """Write now, if it would differ from what was written last; tells whether the file is as it should be."""
        state = self._state()
        data = msgspec.json.encode(state)
        if data == self._written:
            return True
        try:
            save_state(self._path, state)
        except OSError as error:
            self._on_problem(error)
            return False
        self._written = data
        return True

    def _state(self) -> State:
        feeds = tuple(msgspec.Raw(msgspec.json.encode(feed)) for feed in self._feeds())
        parts = {part.name: msgspec.Raw(part.written()) for part in self._parts}
        return msgspec.structs.replace(State(feeds=feeds), **parts)
