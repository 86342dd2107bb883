"""The fast way: whole blocks at once, for messages of the shape that their rule expects."""

from collections.abc import Sequence

import numpy as np

from monitor.feed.conditions import Router
from monitor.feed.decoding.block import Block
from monitor.feed.decoding.fast_rule import FastRule
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.layout import UnfitError
from monitor.feed.decoding.plan import RulePlan
from monitor.feed.decoding.sorting import Group, Sorter
from monitor.feed.decoding.table import Read

__all__ = ["FastWay"]


class FastWay:
    """Decodes as much of a block as it can and leaves the rest to the slow way."""

    def __init__(self, rules: Sequence[RulePlan], readers: Sequence[KeyReader], *, router: Router) -> None:
        self._rules = rules
        self._readers = readers
        self._fast = [_fast(rule, router) for rule in rules]
        self._sorter = Sorter(router, self._fast)

    def run(self, block: Block) -> None:
        """Decode what can be decoded fast, and name the rest in `block.slow`."""
        groups, rest = self._sorter.sort(block.payloads)
        block.slow += [(index, None) for index in rest.tolist()]
        for group in groups:
            outcome = group.outcome
            if outcome.answers or outcome.renews or any(self._fast[rule] is None for rule in outcome.rules):
                block.slow += [(index, None) for index in group.index.tolist()]
                continue
            if outcome.ignored:
                block.know(group.index)
            for rule in outcome.rules:
                self._apply(block, group, rule)

    def _apply(self, block: Block, group: Group, rule: int) -> None:
        fast = self._fast[rule]
        assert fast is not None
        lead = rule == group.outcome.rules[0]
        read = group.read if lead and group.read is not None else fast.read(group.payloads)
        index = group.index
        if read is None:
            read = fast.read_each(group.payloads)
            good = np.array([message is not None for message in read.messages])
            block.slow += [(bad, (rule,)) for bad in index[~good].tolist()]
            read = Read(read.reader, [message for message in read.messages if message is not None])
            index = index[good]
        chunk, fulfilled = fast.chunk(read, index, self._readers[rule], block.received)
        block.keep(rule, chunk)
        if self._rules[rule].row_when:
            block.know(fulfilled)
        elif self._rules[rule].when:
            block.know(index)


def _fast(rule: RulePlan, router: Router) -> FastRule | None:
    try:
        return FastRule(rule, router.questions)
    except UnfitError:
        return None
