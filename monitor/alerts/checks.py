"""Whether a rule can be meant as it stands, in words for whoever writes it."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.alerts.inputs import parts_of
from monitor.alerts.patterns import runs_away
from monitor.alerts.rule import (
    AllOf,
    AnyOf,
    Change,
    Condition,
    Crossing,
    GapOpen,
    Match,
    OutsideBand,
    Rule,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.alerts.words import ANY
from monitor.core.batch import SeriesKey

__all__ = ["MOST_PARTS", "Problem", "check"]

MOST_PARTS = 20
_LONGEST = 7 * 86400.0
_NO_SERIES = "Choose a series"
_NO_FEED = "Choose a feed"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field. part: number of the condition, -1 where it is about the rule itself."""

    field: str
    text: str
    part: int = -1


def check(rule: Rule) -> list[Problem]:
    """Everything that keeps a rule from being used; nothing for a good one."""
    found = [Problem(field, text) for field, text in _of_rule(rule)]
    for number, part in enumerate(parts_of(rule.condition)):
        found += [Problem(field, text, number) for field, text in _of_part(part)]
    return found


def _of_rule(rule: Rule) -> Iterator[tuple[str, str]]:
    if not rule.name.strip():
        yield "name", "Give the alert a name"
    if not 0.0 <= rule.hold_seconds <= _LONGEST:
        yield "hold_seconds", "Hold for 0 seconds up to 7 days"
    if rule.webhook and not re.fullmatch(r"https?://[^\s/?#]+\S*", rule.webhook, re.IGNORECASE):
        yield "webhook", "A webhook begins with https:// or http://"
    parts = list(parts_of(rule.condition))
    if not 1 <= len(parts) <= MOST_PARTS:
        yield "condition", f"A rule has 1 to {MOST_PARTS} conditions"


def _of_part(part: Condition) -> Iterator[tuple[str, str]]:
    match part:
        case Threshold():
            yield from _series(part.series)
            yield from _number("value", part.value)
            yield from _number("hysteresis", part.hysteresis, least=0.0)
        case Change():
            yield from _series(part.series)
            yield from _positive("amount", part.amount)
            yield from _span(part.seconds)
        case Crossing():
            yield from _crossing(part)
        case OutsideBand():
            yield from _series(part.series)
            yield from _span(part.seconds, least=1.0)
            yield from _positive("deviations", part.deviations)
            if not 2 <= part.least <= 1_000_000:
                yield "least", "Learn from 2 samples or more"
        case SilentKey():
            if not part.series.stream:
                yield "series", _NO_SERIES
            yield from _span(part.seconds)
        case SilentFeed():
            yield from _feed(part.feed)
            yield from _span(part.seconds)
        case GapOpen():
            yield from _feed(part.feed)
        case Match():
            yield from _match(part)
        case AnyOf() | AllOf():
            return


def _series(series: SeriesKey, field: str = "series") -> Iterator[tuple[str, str]]:
    if not (series.feed and series.stream and series.column):
        yield field, _NO_SERIES


def _feed(feed: str) -> Iterator[tuple[str, str]]:
    if not feed:
        yield "feed", _NO_FEED


def _number(field: str, value: float, *, least: float = -math.inf) -> Iterator[tuple[str, str]]:
    if not math.isfinite(value):
        yield field, "Enter a number"
    elif value < least:
        yield field, f"Enter {least:g} or more"


def _positive(field: str, value: float) -> Iterator[tuple[str, str]]:
    if not (math.isfinite(value) and value > 0.0):
        yield field, "Enter a number above 0"


def _span(seconds: float, *, least: float = 0.1) -> Iterator[tuple[str, str]]:
    if not least <= seconds <= _LONGEST:
        yield "seconds", f"Enter {least:g} seconds up to 7 days"


def _crossing(part: Crossing) -> Iterator[tuple[str, str]]:
    yield from _series(part.series)
    yield from _series(part.other, "other")
    if part.series == part.other and part.series.column:
        yield "other", "Choose another series than the first"
    if part.other.key == ANY != part.series.key:
        yield "other", "Any key of the other series needs any key of the first"
    if part.direction == "either":
        yield from _span(part.seconds)


def _match(part: Match) -> Iterator[tuple[str, str]]:
    yield from _feed(part.feed)
    yield from _span(part.seconds)
    if not part.text and part.kind != "path":
        yield "text", "Enter what the message must hold"
    if part.kind == "regex" and part.text:
        try:
            re.compile(part.text)
        except re.error as error:
            yield "text", f"This is no regular expression: {error.msg}"
        else:
            if runs_away(part.text):
                yield "text", "A repeat inside of a repeat could take for ever; write it with one"
    if part.kind == "path" and not part.path:
        yield "path", "Enter where in the message to look, such as data.event"
