"""Rows, rules and verdicts in one line, for the tests of alerts."""

from collections.abc import Sequence

import numpy as np

from monitor.alerts.evaluator import Evaluator, Verdict
from monitor.alerts.rows import Block, Rows, StreamName
from monitor.alerts.rule import Condition, Rule
from monitor.core.batch import SeriesKey

__all__ = ["PRICE", "Feeder", "Said", "evaluator", "said", "series"]

Said = tuple[bool, float, str]
"""On, when, key."""


def series(key: str = "A", column: str = "price", *, stream: str = "trades", feed: str = "feed") -> SeriesKey:
    """A series of the stream most tests use."""
    return SeriesKey(feed, stream, key, column)


PRICE = series()


def evaluator(condition: Condition, *, hold: float = 0.0, now: float = 0.0, most: int = 1000) -> Evaluator:
    """A rule of this condition at work."""
    rule = Rule(id="r", name="rule", condition=condition, hold_seconds=hold)
    return Evaluator(rule, now=now, names={"feed": "Market"}, most=most)


def said(verdicts: Sequence[Verdict]) -> list[Said]:
    """The verdicts without their words."""
    return [(verdict.on, round(verdict.at, 6), verdict.key) for verdict in verdicts]


class Feeder:
    """Makes rows of streams, whose keys get ids in the order they come."""

    def __init__(self) -> None:
        self._names: dict[StreamName, list[str]] = {}

    def rows(
        self,
        at: Sequence[float],
        *values: Sequence[float],
        keys: Sequence[str] | str = "A",
        columns: Sequence[str] = ("price",),
        name: StreamName = ("feed", "trades"),
        late: Sequence[bool] | None = None,
        first: int = 0,
    ) -> Rows:
        """Rows of one stream, one sequence of values for each column."""
        names = self._names.setdefault(name, [])
        of = [keys] * len(at) if isinstance(keys, str) else list(keys)
        names += [key for key in dict.fromkeys(of) if key not in names]
        return Rows(
            columns=tuple(columns),
            names=names,
            keys=np.array([names.index(key) for key in of], np.uint32),
            at=np.array(at, np.float64),
            values=np.array(values, np.float64).reshape(len(columns), len(at)),
            late=None if late is None else np.array(late, np.bool_),
            first=first,
        )

    def block(self, at: Sequence[float], *values: Sequence[float], keys: Sequence[str] | str = "A") -> Block:
        """The same as a block of the usual stream."""
        return {("feed", "trades"): self.rows(at, *values, keys=keys)}
