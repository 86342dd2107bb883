"""A profile in the making, with all that is still wrong with it."""

from dataclasses import dataclass, field

import msgspec

from monitor.feed.profile import Profile
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.problem import Problem
from monitor.feed.recognition.found import Found, adopt

__all__ = ["Draft", "besides_words"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Immutable: every edit makes a new one.

    guessed:  the mapping is discovery's, so that what comes from now on may still add to it.
    problems: everything wrong with the profile.
    """

    profile: Profile
    guessed: bool = False
    problems: tuple[Problem, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", tuple(problems(self.profile)))

    @property
    def connectable(self) -> bool:
        """Whether the engine can run it. A name is only needed for saving."""
        return all(problem.path == ("name",) for problem in self.problems)

    def read_by(self, found: Profile) -> "Draft":
        """With the mapping that discovery has found."""
        mapping = {name: getattr(found, name) for name in ("discover", "channels", "ignore", "stream")}
        return Draft(msgspec.structs.replace(self.profile, **mapping), guessed=True)

    def unread(self) -> "Draft":
        """Without a mapping: another connection may bring other things, so that discovery begins anew."""
        anew = msgspec.structs.replace(self.profile, discover=True, stream=(), channels=None)
        return Draft(anew, guessed=True)

    def recognised(self, found: Found) -> "Draft":
        """With what was found out about the server."""
        return Draft(adopt(self.profile, found), guessed=self.guessed)

    def problem_at(self, *path: str | int) -> str:
        """What is wrong at this key or below it, "" when nothing."""
        return next((problem.what for problem in self.problems if problem.path[: len(path)] == path), "")


def besides_words(profile: Profile) -> Profile:
    """The profile without what only people read."""
    return msgspec.structs.replace(profile, name="", about="", needs="")
