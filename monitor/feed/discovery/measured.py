"""A number found in the rows of a table, and what is known of the rows before their numbers are looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from monitor.feed.discovery.found import Role
from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.tables import Leaf
from monitor.feed.discovery.tree import Parts

__all__ = ["Measure", "Surroundings"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A place with numbers, what it is good for, and its name as a column.

    plain: a name that is good when `name` is taken.
    known: whether the vocabulary has the name.
    """

    leaf: Leaf
    role: Role
    name: str
    plain: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the rows of a table before their numbers are looked at.

    title:    the name of the stream, as far as it is known.
    inside:   whether rows are parts of messages.
    told_by:  paths, from the message, of what tells its kind.
    keys:     the key of each row, as far as there is one.
    arrivals: the message of each row.
    """

    title: str
    inside: bool
    told_by: Collection[Parts]
    keys: Mapping[int, str]
    arrivals: Mapping[int, Seen]
    time: Leaf | None
    key: Leaf | None
