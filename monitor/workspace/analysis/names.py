"""What series are called where they stand together."""

from collections.abc import Callable, Sequence

from monitor.core.batch import SeriesKey
from monitor.workspace.wording import THIN, count, number

__all__ = ["full_name", "short_names", "thinned", "with_unit"]

_PARTS: tuple[Callable[[SeriesKey], str], ...] = (
    lambda series: series.feed,
    lambda series: series.stream,
    lambda series: series.key,
    lambda series: series.column,
)
_KEY_AND_COLUMN = (2, 3)


def full_name(series: SeriesKey) -> str:
    """Key and column, which tell a series apart within its stream."""
    return f"{series.key} {series.column}".strip()


def short_names(series: Sequence[SeriesKey]) -> list[str]:
    """What tells series apart that stand together, in as few words as will do; one alone has its key and column."""
    if len(series) < 2:
        return [full_name(each) for each in series]
    told = [place for place, part in enumerate(_PARTS) if len({part(each) for each in series}) > 1]
    if told in ([0], [1]):
        told += _KEY_AND_COLUMN
    names = [" ".join(filter(None, (_PARTS[place](each) for place in told))) for each in series]
    return [name or full_name(each) for name, each in zip(names, series, strict=True)]


def with_unit(value: float, unit: str, *, decimals: int | None = None) -> str:
    """A value as it is read: "64 218.1 USD"."""
    text = number(value, decimals=decimals)
    return f"{text}{THIN}{unit}" if unit else text


def thinned(step: int, total: int) -> str:
    """That not all samples are looked at: "each 8th of 1 600 000"; "" when all are."""
    if step < 2:
        return ""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(step % 10 if step % 100 not in (11, 12, 13) else 0, "th")
    return f"each {step}{ending} of {count(total)}"
