"""Trying a rule while it is being written: a little at a time, begun anew whenever it changes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.alerts.checks import check
from monitor.alerts.rule import Rule
from monitor.alerts.trial import Span, Trial
from monitor.workspace.alerts.rule_history import history_for, untried
from monitor.workspace.wording import duration
from monitor.workspace.workspace import Workspace

__all__ = ["Tried", "Trying"]

_LOOKED_BACK = 7200.0
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
        self._trial: Trial | None = None
        self._began = 0.0
        self._range = (0.0, 0.0)
        self._tried = Tried("", 0.0, 0.0, ())

    def look(self, rule: Rule, *, now: float, budget: float = 0.006) -> Tried:
        """Go on trying this rule for about `budget` seconds; what has come of it so far."""
        if self._rule is None or _judgement(rule) != _judgement(self._rule) or now - self._began > _AGAIN:
            self._begin(rule, now)
        trial = self._trial
        if trial is not None:
            until = self._clock() + budget
            while trial.step() and self._clock() < until:
                pass
            self._tried = self._told(trial)
            if trial.done:
                self._trial = None
        return self._tried

    def _begin(self, rule: Rule, now: float) -> None:
        self._rule, self._began, self._trial = rule, now, None
        wrong = [problem for problem in check(rule) if problem.field not in ("name", "webhook")]
        if wrong:
            self._tried = Tried("The test begins once the rule is complete", 0.0, 0.0, ())
        elif untried(rule):
            self._tried = Tried("Messages are not kept, so that this cannot be tested", 0.0, 0.0, ())
        else:
            self._begin_trial(rule, now)

    def _begin_trial(self, rule: Rule, now: float) -> None:
        workspace = self._workspace
        history = history_for(rule, workspace.store, gaps=workspace.gaps, now=now, seconds=_LOOKED_BACK)
        if history is None:
            self._tried = Tried("Nothing of this has come yet, so that there is nothing to test on", 0.0, 0.0, ())
            return
        self._range = (history.start, history.end)
        self._trial = Trial(rule, history)

    def _told(self, trial: Trial) -> Tried:
        start, end = self._range
        spans = trial.spans
        if not trial.done:
            words = f"Testing: {round(trial.progress * 100)} %"
        elif not spans:
            words = f"Would not have been on in the last {duration(end - start)}"
        else:
            often = "once" if len(spans) == 1 else f"{len(spans)}{'+' if trial.lost else ''} times"
            words = f"Would have been on {often} in the last {duration(end - start)}, {duration(trial.seconds)} in all"
        return Tried(words, start, end, spans, trial.done)


def _judgement(rule: Rule) -> object:
    return rule.condition, rule.hold_seconds
