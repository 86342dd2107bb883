"""What a synthetic feed is: blocks of messages, each with the moment it is due."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import msgspec

__all__ = ["Planned", "SyntheticFeed", "as_text"]

_ENCODER = msgspec.json.Encoder()


class Planned(NamedTuple):
    """A message and when it is due, in seconds since the feed's start."""

    due: float
    text: str


class SyntheticFeed(Protocol):
    """A feed that can tell any stretch of itself without having played what came before."""

    @property
    def name(self) -> str:
        """The path it is served at."""

    @property
    def span(self) -> float:
        """Seconds that one block covers: block i is due from i * span to (i + 1) * span."""

    def block(self, index: int, *, epoch: float) -> Sequence[Planned]:
        """The messages of a block in the order they are due. `epoch` is the feed's start in seconds since 1970.

        The same index and epoch always give the same bytes.
        """


def as_text(message: object) -> str:
    """The message as JSON."""
    return _ENCODER.encode(message).decode()
