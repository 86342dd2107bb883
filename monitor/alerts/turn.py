"""What a judge says of one condition: since when it holds, or does no longer."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.alerts.rows import Block, StreamName
from monitor.core.gap import Gap
from monitor.core.state import FeedState

__all__ = ["NEVER", "Judge", "Names", "Turn"]

NEVER = math.inf

Names = Mapping[str, str]
"""What the user calls each feed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A condition has begun to hold, or ceased to, for `key` ("" where it is about no single one).

    at:    wall seconds. order: number of the row that did it, -1 where time did.
    value: what was judged. other: what it was held against, such as the far edge of a move or of a band.
    """

    at: float
    order: int
    key: str
    on: bool
    value: float = math.nan
    other: float = math.nan
    detail: str = ""


class Judge(Protocol):
    """One condition with what it remembers. Every method that takes something in answers with the turns it made.

    keyed:   each key is judged by itself.
    feed, key: what the condition is about; the key is "" where it is about none, or about several.
    streams: whose rows it wants to see.
    due:     when time alone will make a turn, never for none; `expire` then makes it.
    skipped: turns not told because they came too thick.
    """

    keyed: bool
    feed: str
    key: str
    streams: Sequence[StreamName]
    due: float

    @property
    def skipped(self) -> int: ...

    def take(self, block: Block) -> list[Turn]:
        """Rows have come."""

    def take_gap(self, gap: Gap) -> list[Turn]:
        """A gap has begun or ended."""

    def take_state(self, feed: str, state: FeedState, at: float, why: str) -> list[Turn]:
        """A feed stands otherwise now."""

    def take_heard(self, feed: str, at: float) -> list[Turn]:
        """Something, rows or not, came from the feed last at this moment."""

    def take_match(self, at: float, words: str) -> list[Turn]:
        """A message is as the condition wants it."""

    def expire(self, now: float) -> list[Turn]:
        """Time has reached `now`."""

    def refill(self, now: float) -> list[Turn]:
        """A beat has passed: turns held back by the bound may be told now."""

    def rewind(self, now: float) -> None:
        """The clock was set back to `now`."""

    def reason(self, turn: Turn, names: Names) -> str:
        """Why it holds since that turn, in words."""

    def relief(self, turn: Turn, names: Names) -> str:
        """Why it does no longer, in words."""
