"""What a condition looks at: its parts, and the series and feeds they are about."""

from collections.abc import Iterator

from monitor.alerts.rule import AllOf, AnyOf, Change, Condition, Crossing, Match, OutsideBand, SilentKey, Threshold
from monitor.core.batch import SeriesKey

__all__ = ["feeds_of", "matches_of", "parts_of", "series_of"]


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Its conditions, groups taken apart."""
    match condition:
        case AnyOf(of=parts) | AllOf(of=parts):
            for part in parts:
                yield from parts_of(part)
        case _:
            yield condition


def series_of(condition: Condition) -> list[SeriesKey]:
    """The series it looks at, each once."""
    found: dict[SeriesKey, None] = {}
    for part in parts_of(condition):
        match part:
            case Crossing(series=one, other=other):
                found |= dict.fromkeys((one, other))
            case (
                Threshold(series=series) | Change(series=series) | OutsideBand(series=series) | SilentKey(series=series)
            ):
                found[series] = None
            case _:
                pass
    return list(found)


def feeds_of(condition: Condition) -> list[str]:
    """The feeds it is about, each once."""
    found: dict[str, None] = {series.feed: None for series in series_of(condition)}
    for part in parts_of(condition):
        feed = getattr(part, "feed", "")
        if feed:
            found[feed] = None
    return list(found)


def matches_of(condition: Condition) -> list[tuple[int, Match]]:
    """The message matches in it, each with its number among the parts."""
    return [(number, part) for number, part in enumerate(parts_of(condition)) if isinstance(part, Match)]
