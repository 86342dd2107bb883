"""One part of what outlives the program, as whoever keeps it sees it."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """version: grows or changes when there is something to write. written: the part as JSON."""

    name: str
    version: Callable[[], object]
    written: Callable[[], bytes]
