"""Trying a rule while it is being written: a little at a time, begun anew whenever it changes."""

import math
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from monitor.alerts.checks import check
from monitor.alerts.rule import Rule
from monitor.alerts.trial import History, Span, Trial
from monitor.workspace.alerts.rule_history import Gathering, untried
from monitor.workspace.wording import duration
from monitor.workspace.workspace import Workspace

__all__ = ["Tried", "Trying"]

_LOOKED_BACK = 7200.0
_FIRST_ROWS, _FEWEST_ROWS, _MOST_ROWS = 1_000, 64, 50_000
_STEP = 0.002
_AGAIN = 15.0
"""Seconds after which a rule is tried on what has come since."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How far a trial has come. words: what came of it, for the user. done: everything held was gone through."""

    words: str
    start: float
    end: float
    spans: Sequence[Span]
    done: bool = True


class Trying:
    """Holds one rule at a time. clock: seconds, to keep to the budget."""

    def __init__(self, workspace: Workspace, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self._workspace = workspace
        self._clock = clock
        self._rule: Rule | None = None
        self._gathering: Gathering | None = None
        self._gathered: tuple[Hashable, float, History | None] = (None, -math.inf, None)
        self._trial: Trial | None = None
        self._rows = _FIRST_ROWS
        self._began = -math.inf
        self._range = (0.0, 0.0)
        self._tried = Tried("", 0.0, 0.0, ())

    def look(self, rule: Rule, *, now: float, budget: float = 0.005) -> Tried:
        """Go on trying this rule for about `budget` seconds; what has come of it so far."""
        if self._rule is None or _judgement(rule) != _judgement(self._rule) or now - self._began > _AGAIN:
            self._begin(rule, now)
        until = self._clock() + budget
        if self._gathering is not None:
            self._gather(self._gathering, until)
        trial = self._trial
        if trial is not None and self._clock() < until:
            self._try(trial, until)
        return self._tried

    def _begin(self, rule: Rule, now: float) -> None:
        self._rule, self._began, self._trial, self._gathering = rule, now, None, None
        wrong = [problem for problem in check(rule) if problem.field not in ("name", "webhook")]
        if wrong:
            self._tried = Tried("The test begins once the rule is complete", 0.0, 0.0, ())
        elif untried(rule):
            self._tried = Tried("Messages are not kept, so that this cannot be tested", 0.0, 0.0, ())
        else:
            gathering = Gathering(rule, self._workspace.store, gaps=self._workspace.gaps, now=now, seconds=_LOOKED_BACK)
            about, at, history = self._gathered
            if about == gathering.about and now - at < _AGAIN:
                self._begin_trial(rule, history)
            else:
                self._gathering = gathering

    def _gather(self, gathering: Gathering, until: float) -> None:
        while gathering.step():
            if self._clock() >= until:
                return
        self._gathering = None
        self._gathered = (gathering.about, self._began, gathering.history)
        assert self._rule is not None
        self._begin_trial(self._rule, gathering.history)

    def _begin_trial(self, rule: Rule, history: History | None) -> None:
        if history is None:
            self._tried = Tried("Nothing of this has come yet, so that there is nothing to test on", 0.0, 0.0, ())
            return
        self._range = (history.start, history.end)
        self._trial = Trial(rule, history)
        self._rows = _FIRST_ROWS

    def _try(self, trial: Trial, until: float) -> None:
        """Steps of as many rows as take a millisecond or two, be the rule quick or slow."""
        more = True
        while more and self._clock() < until:
            started = self._clock()
            more = trial.step(self._rows)
            took = self._clock() - started
            self._rows = min(2 * self._rows, _MOST_ROWS) if took < _STEP else max(_FEWEST_ROWS, self._rows // 2)
        self._tried = self._told(trial)
        if trial.done:
            self._trial = None

    def _told(self, trial: Trial) -> Tried:
        start, end = self._range
        if not trial.done:
            # What came of the rule before stays in sight until there is something to take its place.
            words = f"Testing: {round(trial.progress * 100)} %"
            return replace(self._tried, words=words, done=False)
        spans = trial.spans
        if spans:
            often = "once" if len(spans) == 1 else f"{len(spans)}{'+' if trial.lost else ''} times"
            words = f"Would have been on {often} in the last {duration(end - start)}, {duration(trial.seconds)} in all"
        else:
            words = f"Would not have been on in the last {duration(end - start)}"
        return Tried(words, start, end, spans)


def _judgement(rule: Rule) -> object:
    return rule.condition, rule.hold_seconds
