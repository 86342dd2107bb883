"""Which panels there are: one plot for each stream, from its first rows on."""

from typing import ClassVar

from monitor.feed.profile import StreamRule
from monitor.store.rows import StreamRows
from monitor.workspace.feed_view import FeedView
from monitor.workspace.panel_plan import CURVES, PanelPlan, first_plan, leads_nowhere, with_more
from monitor.workspace.series_line import SeriesLine

__all__ = ["Panels"]

_SETTLED, _SETTLING = 30.0, 5.0
"""Seconds in which a panel may still change what it began with, and between two looks at whether it should."""
_LAST_LOOK = int(_SETTLED // _SETTLING)
_SHORTEST_WINDOW = 60.0
_LONGEST_WINDOW = 3600.0
_SILENCES_IN_A_WINDOW = 6.0
"""A feed that may well be silent for a minute is not looked at through a window of a minute."""


class Panels:
    """The plans in force, by stream. `version` grows with every change; a plan that changes keeps its place."""

    LOOKED_AT: ClassVar[int] = 64
    """Series considered when a panel chooses; a stream may have a hundred thousand."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str, str], PanelPlan] = {}
        self._seen: dict[tuple[str, str], tuple[int, ...]] = {}
        self._born: dict[tuple[str, str], float] = {}
        self.version = 0

    @property
    def plans(self) -> tuple[PanelPlan, ...]:
        """In the order their streams first had rows."""
        return tuple(self._plans.values())

    def due(self, rows: StreamRows) -> bool:
        """Whether this stream should be looked at: new keys or columns, or twice the rows as the last time.

        In its first half minute also now and then, whatever it holds.
        """
        at = (rows.feed, rows.name)
        newest = float(rows.last_received.max())
        settling = int(min(newest - self._born.setdefault(at, newest), _SETTLED) // _SETTLING)
        plan = self._plans.get(at)
        if plan is not None and len(plan.series) >= CURVES and settling >= _LAST_LOOK:
            return False
        seen = (min(len(rows.keys), self.LOOKED_AT), len(rows.columns), rows.total.bit_length(), settling)
        changed = self._seen.get(at) != seen
        self._seen[at] = seen
        return changed

    def plan(self, view: FeedView, stream: str, lines: list[SeriesLine]) -> None:
        """Give the stream its panel, or the panel further series. A stream that is no curve gets none."""
        if any(rule.name == stream and _many_at_once(rule) for rule in view.profile.stream):
            return
        old = self._plans.get((view.feed, stream))
        if old is not None and leads_nowhere(old, lines) and self._settling(view.feed, stream):
            # What a server says of all keys at first is not what goes on.
            old = None
        new = with_more(old, lines) if old else first_plan(_title(view, stream), lines, window_seconds=_window(view))
        if new is not None and new != self._plans.get((view.feed, stream)):
            self._plans[view.feed, stream] = new
            self.version += 1

    def drop_feed(self, feed: str) -> None:
        """Take the panels of a feed away."""
        gone = [at for at in self._seen if at[0] == feed]
        for at in gone:
            del self._seen[at], self._born[at]
            if self._plans.pop(at, None) is not None:
                self.version += 1

    def _settling(self, feed: str, stream: str) -> bool:
        """Whether nobody can have grown used to the panel yet."""
        return self._seen.get((feed, stream), (_LAST_LOOK,))[-1] < _LAST_LOOK


def _many_at_once(rule: StreamRule) -> bool:
    """Whether a key has several rows of one time, as the levels of an order book have: a list, not a curve."""
    key = rule.key if isinstance(rule.key, str) else rule.key.path
    return bool(rule.rows) and _of_message(key) and _of_message(rule.time.path)


def _of_message(path: str) -> bool:
    """Whether a path, used inside `rows`, leads to the same thing for every row."""
    return not path or path.startswith("^")


def _title(view: FeedView, stream: str) -> str:
    return view.name if len(view.profile.stream) <= 1 else f"{view.name} \N{MIDDLE DOT} {stream}"


def _window(view: FeedView) -> float:
    silence = view.profile.limits.silence_seconds
    return min(_LONGEST_WINDOW, max(_SHORTEST_WINDOW, silence * _SILENCES_IN_A_WINDOW))
