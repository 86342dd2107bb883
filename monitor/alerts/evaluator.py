"""One rule at work: what comes in, turned into when its alert comes on and goes off."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from monitor.alerts.compiled import compile_condition
from monitor.alerts.rows import Block, StreamName
from monitor.alerts.rule import Rule
from monitor.alerts.switches import MOST_TURNS
from monitor.alerts.turn import NEVER, Judge, Names, Turn
from monitor.alerts.words import span
from monitor.core.gap import Gap
from monitor.core.state import FeedState

__all__ = ["Evaluator", "Verdict"]

_SET_BACK = 1.0
"""Seconds by which time may seem to go back without the clock having been set back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The alert comes on, or goes off, at `at` (wall seconds), for `key` ("" where it is about no single one)."""

    on: bool
    at: float
    reason: str
    value: float = math.nan
    feed: str = ""
    key: str = ""


class Evaluator:
    """Takes in rows, gaps and time in order; each method answers with the verdicts that follow.

    How rows are cut into blocks changes nothing. Of streams that come in one block the rows are taken in order of
    time; nothing is judged as earlier than what was judged before.
    A rule with a key of "*" is judged for each key; a condition in it that is about no single key holds for all.

    names: what the user calls the feeds. most: turns of one condition followed between two ticks.
    """

    def __init__(self, rule: Rule, *, now: float, names: Names, most: int = MOST_TURNS) -> None:
        self.rule = rule
        self._names = names
        self._tree, self._judges = compile_condition(rule.condition, now=now, most=most)
        self._keyed = any(judge.keyed for judge in self._judges)
        about = {judge.key for judge in self._judges} - {""}
        self._about = about.pop() if len(about) == 1 and not self._keyed else ""
        self._clock = now
        self._met: list[dict[str, Turn]] = [{} for _ in self._judges]
        # Since when the condition holds for a key whose alert is not on yet, the longest first.
        self._pending: dict[str, float] = {}
        self._on: dict[str, None] = {}

    @property
    def streams(self) -> frozenset[StreamName]:
        """Whose rows it wants to see."""
        return frozenset(stream for judge in self._judges for stream in judge.streams)

    @property
    def judges(self) -> Sequence[Judge]:
        """In the order of the conditions, groups taken apart."""
        return self._judges

    @property
    def skipped(self) -> int:
        """Turns and keys that were beyond a bound and not followed."""
        return sum(judge.skipped for judge in self._judges)

    @property
    def on(self) -> Sequence[str]:
        """The keys whose alert is on."""
        return [key or self._about for key in self._on]

    # --- what comes in ------------------------------------------------------------------------------------------

    def take(self, block: Block) -> list[Verdict]:
        """Rows have come."""
        return self._told(lambda judge: judge.take(block))

    def take_gap(self, gap: Gap) -> list[Verdict]:
        """A gap has begun or ended."""
        return self._told(lambda judge: judge.take_gap(gap))

    def take_state(self, feed: str, state: FeedState, at: float, why: str = "") -> list[Verdict]:
        """A feed stands otherwise now."""
        return self._told(lambda judge: judge.take_state(feed, state, at, why))

    def take_heard(self, feed: str, at: float) -> list[Verdict]:
        """Something, rows or not, came from the feed last at this moment."""
        return self._told(lambda judge: judge.take_heard(feed, at))

    def take_match(self, judge: int, at: float, words: str) -> list[Verdict]:
        """A message is as the Match with this number wants it. words: what of it to tell."""
        wanted = self._judges[judge]
        return self._told(lambda each: each.take_match(at, words) if each is wanted else [])

    def tick(self, now: float) -> list[Verdict]:
        """Time has reached `now`: what depends on time alone, and on the bounds between two ticks."""
        if now < self._clock - _SET_BACK:
            self._rewind(now)
        verdicts = self._until(now)
        self._clock = max(self._clock, now)
        return verdicts + self._told(lambda judge: judge.refill(now))

    # --- inner --------------------------------------------------------------------------------------------------

    def _told(self, ask: Callable[[Judge], list[Turn]]) -> list[Verdict]:
        told = [(turn, number) for number, judge in enumerate(self._judges) for turn in ask(judge)]
        return self._apply(told) if told else []

    def _apply(self, told: Iterable[tuple[Turn, int]]) -> list[Verdict]:
        """Let turns take effect in order; those of one row at once, so that none of them shows alone."""
        verdicts: list[Verdict] = []
        moment = attrgetter("at", "order")
        for (at, _), group in groupby(sorted(told, key=lambda pair: moment(pair[0])), key=lambda pair: moment(pair[0])):
            verdicts += self._until(at)
            self._clock = max(self._clock, at)
            verdicts += self._turn(list(group))
        return verdicts

    def _until(self, now: float) -> list[Verdict]:
        """Everything that time alone does until `now`, in order."""
        verdicts: list[Verdict] = []
        while True:
            soonest = min((judge.due for judge in self._judges), default=NEVER)
            held = self._held_until()
            if min(soonest, held) > now:
                return verdicts
            if held <= soonest:
                verdicts.append(self._come_on(next(iter(self._pending)), held))
                continue
            turns = [(turn, number) for number, judge in enumerate(self._judges) for turn in judge.expire(soonest)]
            self._clock = max(self._clock, soonest)
            verdicts += self._turn(turns)

    def _held_until(self) -> float:
        """When the condition that has held longest, of those whose alert is not on yet, has held long enough."""
        first = next(iter(self._pending.values()), NEVER)
        return first + self.rule.hold_seconds

    def _turn(self, told: Sequence[tuple[Turn, int]]) -> list[Verdict]:
        """Let these turns take effect together, now."""
        touched: dict[str, tuple[Turn, int]] = {}
        for turn, number in told:
            slot = turn.key if self._judges[number].keyed else ""
            if turn.on:
                self._met[number][slot] = turn
            else:
                self._met[number].pop(slot, None)
            for key in self._keys_of(turn, number):
                # Of several turns at once the one that ended something tells why an alert goes off.
                if key not in touched or not turn.on:
                    touched[key] = (turn, number)
        verdicts = (self._judge(key, *cause) for key, cause in touched.items())
        return [verdict for verdict in verdicts if verdict is not None]

    def _judge(self, key: str, turn: Turn, number: int) -> Verdict | None:
        """See whether the condition holds for a key now, and what follows. The turn was that of judge `number`."""
        if self._tree.met(self._holds, key):
            if key in self._on or key in self._pending:
                return None
            self._pending[key] = self._clock
            return self._come_on(key, self._clock) if self.rule.hold_seconds <= 0.0 else None
        self._pending.pop(key, None)
        if key not in self._on:
            return None
        del self._on[key]
        judge = self._judges[number]
        about = key or self._about
        reason = judge.relief(turn, self._names)
        return Verdict(on=False, at=self._clock, reason=reason, value=turn.value, feed=judge.feed, key=about)

    def _come_on(self, key: str, at: float) -> Verdict:
        self._pending.pop(key)
        self._on[key] = None
        self._clock = max(self._clock, at)
        met = [(self._judges[number], self._turn_of(number, key)) for number in self._tree.met(self._holds, key)]
        judge, turn = met[0]
        reason = " and ".join(judge.reason(turn, self._names) for judge, turn in met)
        if self.rule.hold_seconds > 0.0:
            reason += f", for {span(self.rule.hold_seconds)}"
        return Verdict(on=True, at=at, reason=reason, value=turn.value, feed=judge.feed, key=key or self._about)

    def _holds(self, number: int, key: str) -> bool:
        return key in self._met[number]

    def _turn_of(self, number: int, key: str) -> Turn:
        return self._met[number][key if self._judges[number].keyed else ""]

    def _keys_of(self, turn: Turn, number: int) -> Sequence[str]:
        """The keys for which a turn can change something."""
        if self._judges[number].keyed:
            return (turn.key,)
        if not self._keyed:
            return ("",)
        known: dict[str, None] = {"": None, **self._on}
        known.update(dict.fromkeys(self._pending))
        for met in self._met:
            known.update(dict.fromkeys(met))
        return list(known)

    def _rewind(self, now: float) -> None:
        self._clock = now
        self._pending = {key: min(since, now) for key, since in self._pending.items()}
        for judge in self._judges:
            judge.rewind(now)
