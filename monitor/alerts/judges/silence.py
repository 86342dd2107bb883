"""A feed or a key of which nothing comes any more."""

from itertools import chain

import numpy as np
from numpy.typing import NDArray

from monitor.alerts.judges.idle import Idle
from monitor.alerts.places import Places, Selection
from monitor.alerts.rows import Block, Picked
from monitor.alerts.rule import SilentFeed, SilentKey
from monitor.alerts.turn import NEVER, Names, Turn
from monitor.alerts.words import span
from monitor.core.batch import Floats
from monitor.core.state import FeedState

__all__ = ["SilentFeedJudge", "SilentKeyJudge"]

_UNWATCHED = frozenset({FeedState.IDLE, FeedState.STOPPED})
"""States in which nothing is meant to come."""


class SilentFeedJudge(Idle):
    """Counts from the last thing heard, or from when the feed began; only while the feed is meant to run."""

    def __init__(self, condition: SilentFeed) -> None:
        self.feed = condition.feed
        self._seconds = condition.seconds
        self._last = NEVER
        self._on = False

    def take(self, block: Block) -> list[Turn]:
        """Only where rows are all there is to go by, as in what is held in memory."""
        moments = sorted(
            chain.from_iterable(rows.at.tolist() for (feed, _), rows in block.items() if feed == self.feed)
        )
        if moments and self._last == NEVER:
            self._last = moments[0]
        return list(chain.from_iterable(self.take_heard(self.feed, at) for at in moments))

    def take_heard(self, feed: str, at: float) -> list[Turn]:
        if feed != self.feed or self._last == NEVER:
            return []
        turns = self.expire(at)
        self._last = max(self._last, at)
        if self._on:
            turns.append(Turn(at, -1, "", on=False))
        self._on = False
        self.due = self._last + self._seconds
        return turns

    def take_state(self, feed: str, state: FeedState, at: float, why: str) -> list[Turn]:
        if feed != self.feed:
            return []
        if state not in _UNWATCHED:
            if self._last == NEVER:
                self._last = at
                self.due = at + self._seconds
            return []
        turns = [Turn(at, -1, "", on=False, detail="stopped")] if self._on else []
        self._on, self._last, self.due = False, NEVER, NEVER
        return turns

    def expire(self, now: float) -> list[Turn]:
        if now < self.due:
            return []
        turn = Turn(self.due, -1, "", on=True)
        self._on, self.due = True, NEVER
        return [turn]

    def rewind(self, now: float) -> None:
        if self._last != NEVER:
            self._last = min(self._last, now)
            self.due = NEVER if self._on else self._last + self._seconds

    def reason(self, turn: Turn, names: Names) -> str:
        return f"nothing has come from {names.get(self.feed, self.feed)} for {span(self._seconds)}"

    def relief(self, turn: Turn, names: Names) -> str:
        name = names.get(self.feed, self.feed)
        return f"{name} was stopped" if turn.detail else f"{name} sends again"


class SilentKeyJudge(Idle):
    """Counts for each key from its last row, late or not; a single key that never came, from when the rule began."""

    def __init__(self, condition: SilentKey, *, now: float) -> None:
        series = condition.series
        self.feed = series.feed
        self.streams = ((series.feed, series.stream),)
        self._seconds = condition.seconds
        self._places = Places(series.key)
        self.keyed = self._places.keyed
        self.key = "" if self.keyed else series.key
        self._selection = Selection(self._places, series.key)
        self._last: Floats = np.empty(0)
        self._on: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._reserve(len(self._places), now)
        self._see_due()

    @property
    def skipped(self) -> int:
        """Keys beyond those that are judged."""
        return self._places.missed

    def take(self, block: Block) -> list[Turn]:
        rows = block.get(self.streams[0])
        if rows is None:
            return []
        picked = self._selection.rows(rows.whole())
        if not len(picked):
            return []
        self._reserve(len(self._places), np.nan)
        groups = picked.groups()
        at = groups.place[groups.heads]
        ordered = picked.at[groups.order]
        earlier = groups.previous(ordered, self._last[at])
        silent = ordered - earlier >= self._seconds
        silent[groups.heads] |= self._on[at]
        self._last[at] = ordered[groups.tails]
        turns = self._ended(picked, ordered, earlier, silent) if silent.any() else []
        self._on[at] = False
        self._see_due()
        return turns

    def _ended(self, picked: Picked, ordered: Floats, earlier: Floats, silent: NDArray[np.bool_]) -> list[Turn]:
        """The silences that rows have ended; those that nobody was told of yet begin and end at once."""
        groups = picked.groups()
        heads = set(groups.heads.tolist())
        turns: list[Turn] = []
        for row in np.flatnonzero(silent).tolist():
            place = groups.place[row]
            key = self._places.names[place]
            if not (row in heads and self._on[place]):
                turns.append(Turn(float(earlier[row]) + self._seconds, -1, key, on=True))
            turns.append(Turn(float(ordered[row]), picked.number(int(groups.order[row])), key, on=False))
        return turns

    def expire(self, now: float) -> list[Turn]:
        if now < self.due:
            return []
        over = np.flatnonzero((self._last + self._seconds <= now) & ~self._on)
        over = over[np.argsort(self._last[over], kind="stable")]
        self._on[over] = True
        self._see_due()
        return [
            Turn(float(self._last[place]) + self._seconds, -1, self._places.names[place], on=True) for place in over
        ]

    def rewind(self, now: float) -> None:
        self._last = np.minimum(self._last, now)
        self._see_due()

    def _see_due(self) -> None:
        waiting = self._last[~self._on]
        first = float(np.fmin.reduce(waiting)) if len(waiting) else NEVER
        self.due = NEVER if np.isnan(first) else first + self._seconds

    def _reserve(self, places: int, since: float) -> None:
        if places > len(self._last):
            more = max(places, 2 * len(self._last)) - len(self._last)
            self._last = np.concatenate((self._last, np.full(more, since)))
            self._on = np.concatenate((self._on, np.zeros(more, np.bool_)))

    def reason(self, turn: Turn, names: Names) -> str:
        return f"nothing has come of {self._name(turn, names)} for {span(self._seconds)}"

    def relief(self, turn: Turn, names: Names) -> str:
        return f"{self._name(turn, names)} is back"

    def _name(self, turn: Turn, names: Names) -> str:
        feed, stream = self.streams[0]
        return turn.key or f"{names.get(feed, feed)} {stream}"
