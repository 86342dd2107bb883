"""What a `.feedscope` file holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from monitor.alerts.rule import Rule
from monitor.feed.profile import Profile
from monitor.workspace.desk.desk import Desk
from monitor.workspace.formulas.formula import Formula

__all__ = ["ENDING", "MIGRATIONS", "SCHEMA", "Plain", "Shared", "SharedFeed"]

ENDING = ".feedscope"
SCHEMA = 1

Plain: TypeAlias = dict[str, Any]

MIGRATIONS: Mapping[int, Callable[[Plain], Plain]] = {}
"""Version -> the step from it to the next, on plain data. There is one for every version before SCHEMA."""


@dataclass(frozen=True, slots=True)
class SharedFeed:
    """A feed under the id that desks, formulas and rules know it by."""

    feed: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Shared:
    """All of it. No text in it is a secret: profiles refer to those by name."""

    feeds: tuple[SharedFeed, ...] = ()
    desks: tuple[Desk, ...] = ()
    formulas: tuple[Formula, ...] = ()
    rules: tuple[Rule, ...] = ()
