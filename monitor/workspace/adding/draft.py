"""A profile in the making, with all that is still wrong with it."""

from dataclasses import dataclass, field

from monitor.feed.profile import Profile
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.problem import Problem

__all__ = ["Draft"]


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

    def problem_at(self, *path: str | int) -> str:
        """What is wrong at this key or below it, "" when nothing."""
        return next((problem.what for problem in self.problems if problem.path[: len(path)] == path), "")
