"""What is wrong with a profile, and at which of its keys."""

from dataclasses import dataclass

from monitor.feed.profiles.lines import KeyPath

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`what` is wrong at `path`, in words for the user. The line is found by whoever has the text."""

    path: KeyPath
    what: str
