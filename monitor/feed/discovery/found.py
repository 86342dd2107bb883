"""What discovery has found, for whoever shows it or turns it into a profile."""

from dataclasses import dataclass
from enum import Enum

from monitor.feed.profile import StreamRule

__all__ = ["FoundLeaf", "FoundStream", "Role"]


class Role(Enum):
    """What a place in the rows is good for. The value is the word shown to the user."""

    COLUMN = "measured"
    """It moves, or its name says that it is worth watching: it is a column of the proposed stream."""
    CONSTANT = "constant"
    COUNTER = "counter"
    """A whole number that only rises."""
    IDENTITY = "identifier"
    """A number that names or orders something: an id, a checksum, a sequence number."""
    TIME = "time"
    KEY = "key"
    FLAG = "true or false"
    COPY = "copy"
    """The same number as in a column, written in another way."""
    SPARE = "one too many"
    """It would be a column if there were not so many."""


@dataclass(frozen=True, slots=True)
class FoundLeaf:
    """A place in the rows of a stream.

    path:    as it would stand in the profile.
    name:    what a column of it would be called.
    example: the last value seen, as text.
    """

    path: str
    name: str
    role: Role
    example: str


@dataclass(frozen=True, slots=True)
class FoundStream:
    """A stream that was found.

    rule:     what stands in the proposed profile.
    messages: how many of the messages looked at are of its kind.
    keys:     the first of its keys.
    leaves:   every place with numbers, those that are no columns too.
    """

    rule: StreamRule
    messages: int
    keys: tuple[str, ...]
    leaves: tuple[FoundLeaf, ...]

    @property
    def name(self) -> str:
        """The name of the stream."""
        return self.rule.name
