"""The user's alert rules at work beside the feeds: sees what goes up, and tells when an alert comes on or goes off."""

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain

from monitor.alerts.checks import check
from monitor.alerts.evaluator import Evaluator, Verdict
from monitor.alerts.inputs import feeds_of, matches_of
from monitor.alerts.rows import StreamName
from monitor.alerts.rule import Rule
from monitor.core.batch import Batch
from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.alerting.message_match import MessageMatch
from monitor.engine.alerting.row_intake import RowIntake
from monitor.engine.alerting.standing import Standing
from monitor.engine.alerting.webhooks import Poster, Webhooks
from monitor.engine.commands import (
    AcknowledgeAlert,
    AlertCommand,
    JudgeRows,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import (
    AlertChanged,
    FeedCounts,
    FeedStatus,
    Message,
    Notice,
)
from monitor.net.webhook import post as post_once

__all__ = ["Alerting", "Heed"]

Heed = Callable[[Sequence[bytes], float], None]
"""Takes messages as they came, and when (wall seconds)."""

_GATHER = 0.05
"""Seconds for which rows are gathered, so that judging costs by the block and not by the batch."""
_SETTLED = 0.1
"""Time counts as passed so many seconds later: what came until then has been decoded and handed over."""


class Alerting:
    """emit: takes what there is to tell. post: how webhooks are told. Works without any window."""

    def __init__(
        self, *, clock: Clock, emit: Callable[[AlertChanged | Notice], None], post: Poster | None = None
    ) -> None:
        self._clock = clock
        self._emit = emit
        self._standing: dict[str, Standing] = {}
        self._streams: frozenset[StreamName] = frozenset()
        self._names: dict[str, str] = {}
        self._states: dict[str, FeedStatus] = {}
        self._gaps: dict[str, Gap] = {}
        self._heard: dict[str, float] = {}
        self._rows = RowIntake()
        self._judging: asyncio.TimerHandle | None = None
        self._webhooks = Webhooks(post=post or partial(post_once, clock=clock), tell=emit, random=random.random)

    # --- commands -----------------------------------------------------------------------------------------------

    def execute(self, command: AlertCommand) -> None:
        """Carry out what the user has decided."""
        now = self._clock.wall()
        match command:
            case SetRules(rules=rules):
                self._set_rules(rules, now)
            case SnoozeAlert(rule=rule, until=until) if rule in self._standing:
                self._tell(self._standing[rule], self._standing[rule].snooze(until, now))
            case AcknowledgeAlert(rule=rule, ahead=ahead) if rule in self._standing:
                for changed in self._standing[rule].acknowledge(now, ahead=ahead):
                    self._emit(changed)
            case JudgeRows(batch=batch):
                self._take_rows(batch)
            case _:
                pass

    def open_feed(self, feed: str, name: str) -> None:
        """A feed begins. name: what the user calls it."""
        self._names[feed] = name

    def close_feed(self, feed: str) -> None:
        """A feed is forgotten: nothing of it is amiss any more."""
        self._judge_rows()
        self._rows.drop_feed(feed)
        for known in (self._states, self._gaps, self._heard):
            known.pop(feed, None)
        now = self._clock.wall()
        for standing in self._about(feed):
            self._ask(standing, lambda rule: rule.take_state(feed, FeedState.IDLE, now, "the feed was closed"))
        self._names.pop(feed, None)

    def heed(self, feed: str) -> Heed | None:
        """What wants to see the messages of a feed as they come; None while no rule does."""
        wanted = [
            (standing, number, match)
            for standing in self._standing.values()
            for number, condition in matches_of(standing.rule.condition)
            if condition.feed == feed and (match := standing.matches.get(number)) is not None
        ]
        return partial(self._look, wanted) if wanted else None

    # --- what goes up -------------------------------------------------------------------------------------------

    def observe(self, message: Message) -> None:
        """A message goes up: judge by it."""
        match message:
            case Batch():
                self._take_rows(message)
            case FeedCounts(feed=feed, last_received=float(at)):
                self._heard[feed] = at
            case Gap(feed=feed):
                self._gaps[feed] = message
                self._judge_rows()
                for standing in self._about(feed):
                    self._ask(standing, lambda rule: rule.take_gap(message))
            case FeedStatus(feed=feed, state=state, since=since, detail=detail):
                self._states[feed] = message
                self._judge_rows()
                for standing in self._about(feed):
                    self._ask(standing, lambda rule: rule.take_state(feed, state, since, detail))
            case _:
                pass

    def tick(self) -> None:
        """A beat has passed."""
        if not self._standing:
            self._heard.clear()
            return
        self._judge_rows()
        now = self._clock.wall()
        heard, self._heard = self._heard, {}
        for standing in list(self._standing.values()):
            for match in standing.matches.values():
                match.beat()
            news = [(feed, at) for feed, at in heard.items() if feed in feeds_of(standing.rule.condition)]
            self._ask(standing, lambda rule, news=news: _timely(rule, news, now - _SETTLED))  # type: ignore[misc]
            self._tell(standing, standing.wake(now))

    async def stop(self) -> None:
        """Judge what waits, and let webhooks end."""
        self._judge_rows()
        await self._webhooks.stop()

    # --- rows ---------------------------------------------------------------------------------------------------

    def _take_rows(self, batch: Batch) -> None:
        self._rows.take(batch, wanted=self._streams)
        if len(batch) and self._standing:
            self._heard[batch.feed] = float(batch.received[-1])
        if self._rows.full:
            self._judge_rows()
        elif self._rows and self._judging is None:
            self._judging = asyncio.get_running_loop().call_later(_GATHER, self._judge_rows)

    def _judge_rows(self) -> None:
        if self._judging is not None:
            self._judging.cancel()
            self._judging = None
        if not self._rows:
            return
        block = self._rows.block()
        for standing in list(self._standing.values()):
            if not standing.evaluator.streams.isdisjoint(block):
                self._ask(standing, lambda rule: rule.take(block))

    def _look(
        self, wanted: Sequence[tuple[Standing, int, MessageMatch]], payloads: Sequence[bytes], wall: float
    ) -> None:
        for standing, number, match in wanted:
            words = match.find(payloads)
            if words is not None:
                self._judge_rows()
                self._ask(standing, partial(Evaluator.take_match, judge=number, at=wall, words=words))

    # --- rules --------------------------------------------------------------------------------------------------

    def _set_rules(self, rules: Sequence[Rule], now: float) -> None:
        self._judge_rows()
        wanted = {rule.id: rule for rule in rules if rule.enabled}
        for known in list(self._standing):
            new, old = wanted.get(known), self._standing[known]
            if new is None or not old.judges_like(new):
                del self._standing[known]
                self._tell(old, old.end(now, "the rule was changed" if new is not None else "the rule is off"))
        for rule in wanted.values():
            if rule.id in self._standing:
                self._standing[rule.id].rule = rule
            else:
                self._begin(rule, now)
        self._streams = frozenset(chain.from_iterable(each.evaluator.streams for each in self._standing.values()))

    def _begin(self, rule: Rule, now: float) -> None:
        problems = check(rule)
        try:
            matches = {n: MessageMatch(part, clock=self._clock) for n, part in matches_of(rule.condition)}
        except FeedscopeError as error:
            self._emit(Notice("", f"The alert {rule.name} cannot be used: {error.what}", error.advice))
            return
        if problems:
            self._emit(Notice("", f"The alert {rule.name} cannot be used: {problems[0].text}"))
            return
        standing = Standing(rule, Evaluator(rule, now=now, names=self._names), matches)
        self._standing[rule.id] = standing
        for status in list(self._states.values()):
            self._ask(
                standing, partial(Evaluator.take_state, feed=status.feed, state=status.state, at=now, why=status.detail)
            )
        for gap in self._gaps.values():
            if gap.end is None:
                self._ask(standing, partial(Evaluator.take_gap, gap=gap))

    def _about(self, feed: str) -> list[Standing]:
        return [each for each in self._standing.values() if feed in feeds_of(each.rule.condition)]

    def _ask(self, standing: Standing, question: Callable[[Evaluator], Iterable[Verdict]]) -> None:
        """Have a rule judge something. A fault in it, which is one of this program, costs only this rule."""
        try:
            verdicts = list(question(standing.evaluator))
        except Exception as error:
            del self._standing[standing.rule.id]
            what = f"A fault of Feedscope has stopped the alert {standing.rule.name} ({type(error).__name__})"
            self._emit(Notice("", what, "Change it or start Feedscope again, and please report this message."))
            self._tell(standing, standing.end(self._clock.wall(), "the rule was stopped by a fault"))
            context = {"message": f"rule {standing.rule.id} failed", "exception": error}
            asyncio.get_running_loop().call_exception_handler(context)
            return
        if verdicts:
            self._tell(standing, standing.changes(verdicts))

    def _tell(self, standing: Standing, changes: Iterable[AlertChanged]) -> None:
        """Tell the user, and the rule's webhook unless the rule is snoozed."""
        for changed in changes:
            self._emit(changed)
            if not standing.rule.webhook or (changed.on and standing.snoozed_until is not None):
                continue
            # A webhook is told that something is off only where it was told that it was on.
            if changed.on != (changed.key in standing.hooked):
                (standing.hooked.add if changed.on else standing.hooked.discard)(changed.key)
                feed = self._names.get(changed.feed, changed.feed)
                self._webhooks.send(standing.rule, changed, feed=feed)


def _timely(rule: Evaluator, heard: Sequence[tuple[str, float]], now: float) -> list[Verdict]:
    """What was heard since the last beat, then the beat itself."""
    verdicts = [verdict for feed, at in heard for verdict in rule.take_heard(feed, at)]
    return verdicts + rule.tick(now)
