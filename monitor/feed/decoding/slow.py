"""The slow way, one message after the other: it understands every path, and anything a server may send."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET

from monitor.feed.conditions import Outcome, Router
from monitor.feed.decoding.answers import AnswerPlan
from monitor.feed.decoding.block import Block
from monitor.feed.decoding.channels import Channels
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.walk import Walk
from monitor.feed.parse import parse_json

__all__ = ["SlowWay"]


class SlowWay:
    """Decodes what the fast way has left over, and whole feeds whose messages depend on earlier ones."""

    def __init__(
        self,
        rules: Sequence[RulePlan],
        readers: Sequence[KeyReader],
        *,
        router: Router,
        answers: Sequence[AnswerPlan],
        channels: Channels | None,
    ) -> None:
        self._rules = rules
        self._readers = readers
        self._router = router
        self._answers = answers
        self._channels = channels

    def run(self, block: Block) -> None:
        """Decode the messages that `block` names as slow."""
        if not block.slow:
            return
        walks = [Walk(rule) for rule in self._rules]
        for index, rules in sorted(block.slow, key=lambda left: left[0]):
            try:
                message = parse_json(block.payloads[index])
            except ValueError:
                self._text(block, index)
            else:
                self._message(block, walks, index, message, rules)
        for rule, (walk, reader) in enumerate(zip(walks, self._readers, strict=True)):
            if walk.found:
                block.keep(rule, walk.chunk(reader, block.received))

    def _text(self, block: Block, index: int) -> None:
        """What is no JSON holds no rows, but a server may say "pong"."""
        text = block.payloads[index].decode("utf-8", "replace")
        self._reply(block, index, text, UNSET, self._router.outcome(self._router.mask(text)))

    def _message(
        self, block: Block, walks: Sequence[Walk], index: int, message: Any, rules: Sequence[int] | None
    ) -> None:
        announced: Any = UNSET
        if self._channels is not None:
            if self._channels.announce(message):
                block.know(index)
            announced = self._channels.of(message)
        if rules is None:
            outcome = self._router.outcome(self._router.mask(message, announced))
            self._reply(block, index, message, announced, outcome)
            rules = outcome.rules
        for rule in rules:
            fulfilled = walks[rule].add(index, message, announced)
            if fulfilled if self._rules[rule].row_when else self._rules[rule].when:
                block.know(index)

    def _reply(self, block: Block, index: int, message: Any, announced: Any, outcome: Outcome) -> None:
        if outcome.answers or outcome.ignored or outcome.renews:
            block.know(index)
        block.renews = block.renews or outcome.renews
        replies = (self._answers[answer].fill(message, announced) for answer in outcome.answers)
        block.answers += [reply for reply in replies if reply is not None]
