"""The smallest parts of a formula."""

from dataclasses import dataclass
from enum import Enum

from monitor.formulas.problem import Extent

__all__ = ["Kind", "Token"]


class Kind(Enum):
    """What a token is."""

    NUMBER = "number"
    DURATION = "duration"
    WORD = "word"
    SERIES = "series"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One part of the text, with what it stands for.

    text: as it is written; of a sign its usual form (`^` for `**`).
    value: of a number, and of a duration in seconds. parts: the names in the brackets of a series.
    """

    kind: Kind
    text: str
    extent: Extent
    value: float = 0.0
    parts: tuple[str, ...] = ()
