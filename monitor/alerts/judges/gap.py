"""Data that is missing because a connection is gone."""

from monitor.alerts.judges.idle import Idle
from monitor.alerts.rule import GapOpen
from monitor.alerts.turn import Names, Turn
from monitor.core.gap import Gap
from monitor.core.state import FeedState

__all__ = ["GapJudge"]

_GONE = frozenset({FeedState.WAITING, FeedState.NEEDS_ATTENTION})
"""States without a connection that the user has not asked for; a feed may be in them without ever having had data."""


class GapJudge(Idle):
    """Holds while a gap is open, and while no connection can be made."""

    def __init__(self, condition: GapOpen) -> None:
        self.feed = condition.feed
        self._gap = False
        self._gone = False

    def take_gap(self, gap: Gap) -> list[Turn]:
        if gap.feed != self.feed:
            return []
        before = self._gap or self._gone
        self._gap = gap.end is None
        return self._turn(before, gap.start if gap.end is None else gap.end, gap.reason)

    def take_state(self, feed: str, state: FeedState, at: float, why: str) -> list[Turn]:
        if feed != self.feed:
            return []
        before = self._gap or self._gone
        self._gone = state in _GONE
        # The user has ended it: nothing is amiss then.
        self._gap = self._gap and state not in (FeedState.STOPPED, FeedState.IDLE)
        return self._turn(before, at, why)

    def _turn(self, before: bool, at: float, why: str) -> list[Turn]:
        now = self._gap or self._gone
        return [] if now == before else [Turn(at, -1, "", on=now, detail=why)]

    def reason(self, turn: Turn, names: Names) -> str:
        name = names.get(self.feed, self.feed)
        return f"{name} has no connection" + (f": {turn.detail}" if turn.detail else "")

    def relief(self, turn: Turn, names: Names) -> str:
        return f"{names.get(self.feed, self.feed)} is connected again"
