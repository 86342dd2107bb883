"""How one rule stands: what is on, what the user has said about it, and what is told of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from monitor.alerts.evaluator import Evaluator, Verdict
from monitor.alerts.rule import Rule
from monitor.engine.alerting.message_match import MessageMatch
from monitor.engine.messages import AlertChanged

__all__ = ["Standing"]

_AT_ONCE = 20
"""Changes of one rule told in full at a time; of more, only the first few and where each key has come to stand."""
_AHEAD = 60.0


@dataclass(slots=True)
class Standing:
    """A rule in force.

    matches:   by the number of the condition, for rules that look at messages.
    on:        what is on, by key, as it was told.
    snoozed_until: nobody is told before (wall seconds), None when the user has not asked for that.
    hooked:    keys of which the webhook was told that they are on.
    unfollowed: changes that were left out because they came too thick.
    """

    rule: Rule
    evaluator: Evaluator
    matches: dict[int, MessageMatch] = field(default_factory=dict)
    on: dict[str, AlertChanged] = field(default_factory=dict)
    snoozed_until: float | None = None
    hooked: set[str] = field(default_factory=set)
    unfollowed: int = 0
    _seen_until: float = 0.0

    def judges_like(self, rule: Rule) -> bool:
        """Whether a rule judges as this one does, so that what was learned stays good."""
        return (rule.condition, rule.hold_seconds) == (self.rule.condition, self.rule.hold_seconds)

    def changes(self, verdicts: Sequence[Verdict]) -> Iterator[AlertChanged]:
        """What is to be told of these verdicts."""
        for verdict in self._limited(verdicts):
            changed = AlertChanged(
                self.rule.id,
                on=verdict.on,
                at=verdict.at,
                reason=verdict.reason,
                value=verdict.value,
                feed=verdict.feed,
                key=verdict.key,
                acknowledged=verdict.on and verdict.at < self._seen_until,
                snoozed_until=self.snoozed_until,
            )
            if verdict.on:
                self.on[verdict.key] = changed
            elif self.on.pop(verdict.key, None) is None:
                continue
            yield changed

    def end(self, at: float, why: str) -> Iterator[AlertChanged]:
        """The rule is in force no longer: everything that is on goes off."""
        for key, changed in list(self.on.items()):
            del self.on[key]
            yield replace(changed, on=False, at=at, reason=why, acknowledged=False)

    def acknowledge(self, now: float, *, ahead: bool) -> Iterator[AlertChanged]:
        """The user has seen it."""
        self._seen_until = now + _AHEAD if ahead else 0.0
        yield from self._retold(acknowledged=True)

    def snooze(self, until: float, now: float) -> Iterator[AlertChanged]:
        """Tell nobody until then, or from now on again."""
        self.snoozed_until = until if until > now else None
        if self.on:
            yield from self._retold(snoozed_until=self.snoozed_until)
        else:
            yield AlertChanged(self.rule.id, on=False, at=now, snoozed_until=self.snoozed_until)

    def wake(self, now: float) -> Iterator[AlertChanged]:
        """Where the snooze is over at `now`, tell of it, and of what is on."""
        if self.snoozed_until is not None and now >= self.snoozed_until:
            yield from self.snooze(0.0, now)

    def _retold(self, **fields: object) -> Iterator[AlertChanged]:
        for key, changed in list(self.on.items()):
            self.on[key] = replace(changed, **fields)  # type: ignore[arg-type]
            yield self.on[key]

    def _limited(self, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
        if len(verdicts) <= _AT_ONCE:
            return verdicts
        last = {verdict.key: verdict for verdict in verdicts[_AT_ONCE:]}
        stands = {verdict.key: verdict.on for verdict in verdicts[:_AT_ONCE]}
        moved = [v for v in last.values() if v.on != stands.get(v.key, v.key in self.on)]
        self.unfollowed += len(verdicts) - _AT_ONCE - len(moved)
        return [*verdicts[:_AT_ONCE], *moved]
