"""Alert rules as data: what must hold, for how long, and who is told."""

from typing import Literal, TypeAlias

import msgspec

from monitor.core.batch import SeriesKey

__all__ = [
    "AllOf",
    "AnyOf",
    "Change",
    "Condition",
    "Crossing",
    "GapOpen",
    "Match",
    "OutsideBand",
    "Rule",
    "SilentFeed",
    "SilentKey",
    "Threshold",
]


class _Part(msgspec.Struct, frozen=True, omit_defaults=True):
    pass


class Threshold(_Part, frozen=True, tag="threshold"):
    """The newest value is above or below `value`; off again only once it is back, by at least `hysteresis`.

    A key of "*" in `series` means any key of the stream, here and in the other conditions.
    """

    series: SeriesKey
    side: Literal["above", "below"] = "above"
    value: float = 0.0
    hysteresis: float = 0.0


class Change(_Part, frozen=True, tag="change"):
    """The value has moved by `amount` (of itself where `relative`, 0.01 being a hundredth) within `seconds`."""

    series: SeriesKey
    amount: float
    seconds: float
    relative: bool = False
    direction: Literal["up", "down", "either"] = "either"


class Crossing(_Part, frozen=True, tag="crossing"):
    """One series has crossed another.

    Up or down: on until it crosses back. Either: on for `seconds` after each crossing.
    With "*" for both keys, each key is held against itself; with "*" for the first alone, each against the other.
    """

    series: SeriesKey
    other: SeriesKey
    direction: Literal["up", "down", "either"] = "either"
    seconds: float = 10.0


class OutsideBand(_Part, frozen=True, tag="band"):
    """The value is more than `deviations` standard deviations from the mean of the last `seconds`."""

    series: SeriesKey
    seconds: float = 3600.0
    deviations: float = 4.0
    least: int = 100
    """Samples needed before anything is judged."""


class SilentFeed(_Part, frozen=True, tag="silent_feed"):
    """Nothing has come from the feed for `seconds`, connected or not."""

    feed: str
    seconds: float


class SilentKey(_Part, frozen=True, tag="silent_key"):
    """No row of the key has come for `seconds`; `series.column` does not matter."""

    series: SeriesKey
    seconds: float


class GapOpen(_Part, frozen=True, tag="gap"):
    """Data of the feed is missing: its connection is gone, or cannot be made."""

    feed: str


class Match(_Part, frozen=True, tag="match"):
    """A message of the feed holds the text, fulfils the regular expression, or has at `path` what `text` says.

    On for `seconds` after the last such message.
    """

    feed: str
    text: str
    kind: Literal["text", "regex", "path"] = "text"
    path: str = ""
    seconds: float = 10.0


class AnyOf(_Part, frozen=True, tag="any"):
    """At least one of these holds. One that is about no single key holds for each."""

    of: tuple["Condition", ...]


class AllOf(_Part, frozen=True, tag="all"):
    """All of these hold at once."""

    of: tuple["Condition", ...]


Condition: TypeAlias = (
    Threshold | Change | Crossing | OutsideBand | SilentFeed | SilentKey | GapOpen | Match | AnyOf | AllOf
)


class Rule(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One alert. hold_seconds: the condition must hold so long before the alert comes on.

    id: names the rule for good. webhook: an http or https address that is told of on and off, "" for none.
    """

    id: str
    name: str
    condition: Condition
    hold_seconds: float = 0.0
    level: Literal["warn", "bad"] = "warn"
    notify: bool = True
    sound: bool = True
    webhook: str = ""
    enabled: bool = True
