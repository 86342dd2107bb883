"""What a judge does about everything that does not concern it: nothing."""

from collections.abc import Sequence

from monitor.alerts.rows import Block, StreamName
from monitor.alerts.turn import NEVER, Turn
from monitor.core.gap import Gap
from monitor.core.state import FeedState

__all__ = ["Idle"]


class Idle:
    """Base of the judges."""

    keyed = False
    feed = ""
    key = ""
    streams: Sequence[StreamName] = ()
    due = NEVER

    @property
    def skipped(self) -> int:
        return 0

    def take(self, _block: Block) -> list[Turn]:
        return []

    def take_gap(self, _gap: Gap) -> list[Turn]:
        return []

    def take_state(self, _feed: str, _state: FeedState, _at: float, _why: str) -> list[Turn]:
        return []

    def take_heard(self, _feed: str, _at: float) -> list[Turn]:
        return []

    def take_match(self, _at: float, _words: str) -> list[Turn]:
        return []

    def expire(self, _now: float) -> list[Turn]:
        return []

    def refill(self, _now: float) -> list[Turn]:
        return []

    def rewind(self, _now: float) -> None:
        return None
