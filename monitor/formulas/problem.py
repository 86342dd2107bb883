"""What is wrong with a formula, and where."""

from dataclasses import dataclass

from monitor.core.errors import FeedscopeError

__all__ = ["Extent", "FormulaError"]


@dataclass(frozen=True, slots=True)
class Extent:
    """Characters `start` up to `end` (not included) of a formula."""

    start: int
    end: int

    def to(self, other: "Extent") -> "Extent":
        """From the start of this one to the end of the other."""
        return Extent(self.start, other.end)


class FormulaError(FeedscopeError):
    """A formula that cannot be meant as written.

    extent: the part of the text the words are about. unfinished: what is written so far may be the beginning of one.
    """

    def __init__(self, what: str, *, extent: Extent, advice: str = "", unfinished: bool = False) -> None:
        super().__init__(what, advice=advice)
        self.extent = extent
        self.unfinished = unfinished
