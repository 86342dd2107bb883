"""The kinds of conditions a user can choose from, and what each begins with."""

from enum import Enum

from monitor.alerts.rule import (
    Change,
    Condition,
    Crossing,
    GapOpen,
    Match,
    OutsideBand,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.core.batch import SeriesKey

__all__ = ["NOTHING", "Kind", "fresh_condition", "kind_of"]

NOTHING = SeriesKey("", "", "", "")
"""No series chosen yet."""


class Kind(Enum):
    """What is watched. The value is the name of the condition's class."""

    THRESHOLD = "Threshold"
    CHANGE = "Change"
    CROSSING = "Crossing"
    BAND = "OutsideBand"
    SILENT_KEY = "SilentKey"
    SILENT_FEED = "SilentFeed"
    GAP = "GapOpen"
    MATCH = "Match"


def kind_of(condition: Condition) -> Kind:
    """The kind of a condition that is no group."""
    return Kind(type(condition).__name__)


def fresh_condition(kind: Kind, *, series: SeriesKey, feed: str) -> Condition:
    """A condition of this kind about the same series or feed as the one before it."""
    match kind:
        case Kind.THRESHOLD:
            return Threshold(series)
        case Kind.CHANGE:
            return Change(series, amount=0.01, seconds=60.0, relative=True)
        case Kind.CROSSING:
            return Crossing(series, NOTHING)
        case Kind.BAND:
            return OutsideBand(series)
        case Kind.SILENT_KEY:
            return SilentKey(series, seconds=30.0)
        case Kind.SILENT_FEED:
            return SilentFeed(feed or series.feed, seconds=30.0)
        case Kind.GAP:
            return GapOpen(feed or series.feed)
        case Kind.MATCH:
            return Match(feed or series.feed, "")
