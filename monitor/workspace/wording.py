"""Numbers, spans, rates and sizes as the user reads them: pure functions, the same words everywhere.

Thousands are parted by a thin space, units follow a thin space, minus is a true minus sign.
A number that is not known is a dash.
"""

import math

__all__ = [
    "MINUS",
    "THIN",
    "UNKNOWN",
    "age",
    "count",
    "decimals_of",
    "duration",
    "number",
    "rate",
    "round_trip",
    "size",
]

THIN = "\N{FOUR-PER-EM SPACE}"
"""A quarter of an em. Inter's own thin space is two pixels wide at the size of body text and reads as none."""

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "\N{EM DASH}"

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

_SIGNIFICANT = 6
_LEAST_ROOM = 2
"""Digits of a live value, and decimals of a large one: more than anybody reads from a moving number."""


def count(value: int) -> str:
    """A whole number: "1 284"."""
    return f"{value:,}".replace(",", THIN).replace("-", MINUS)


def duration(seconds: float) -> str:
    """A span in at most two units: "22 s", "1 min 12 s", "2 h 14 min", "3 d 4 h"."""
    whole = max(0, round(seconds))
    for unit, name, part, part_name in (
        (_DAY, "d", _HOUR, "h"),
        (_HOUR, "h", _MINUTE, "min"),
        (_MINUTE, "min", 1, "s"),
    ):
        if whole >= unit:
            rest = whole % unit // part
            first = f"{whole // unit}{THIN}{name}"
            return f"{first} {rest}{THIN}{part_name}" if rest else first
    return f"{whole}{THIN}s"


def age(seconds: float) -> str:
    """How long ago: tenths below ten seconds ("0.4 s"), then as a duration. A time yet to come counts as now."""
    since = max(0.0, seconds)
    return f"{since:.1f}{THIN}s" if since < 9.95 else duration(since)


def round_trip(seconds: float) -> str:
    """A time on the wire: "2.1 ms", "38 ms", "1.2 s"."""
    milliseconds = seconds * 1000.0
    if milliseconds < 9.95:
        return f"{milliseconds:.1f}{THIN}ms"
    return f"{milliseconds:.0f}{THIN}ms" if milliseconds < 999.5 else f"{seconds:.1f}{THIN}s"


def rate(per_second: float) -> str:
    """Something a second: "1 284 /s", "2.5 /s", "0.17 /s"; what is rarer than one in 200 s is "< 0.01 /s"."""
    if per_second <= 0.0:
        figure = "0"
    elif per_second < 0.005:
        figure = f"<{THIN}0.01"
    elif per_second < 0.995:
        figure = f"{per_second:.2f}"
    elif per_second < 9.95:
        figure = f"{per_second:.1f}"
    else:
        figure = count(round(per_second))
    return f"{figure}{THIN}/s"


def size(amount: int) -> str:
    """Bytes in powers of a thousand: "812 B", "4.2 kB", "512 MB"."""
    value = float(amount)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 999.5:
            figure = f"{value:.1f}" if unit != "B" and value < 9.95 else f"{value:.0f}"
            return f"{figure}{THIN}{unit}"
        value /= 1000.0
    return f"{value:.1f}{THIN}TB"


def decimals_of(value: float) -> int:
    """How many decimals `number` shows of this value when it is free to choose."""
    if not math.isfinite(value) or value == 0.0:
        return 0
    room = max(_LEAST_ROOM, _SIGNIFICANT - 1 - math.floor(math.log10(abs(value))))
    _, _, digits = f"{value:.{min(room, 12)}f}".partition(".")
    return len(digits.rstrip("0"))


def number(value: float, *, decimals: int | None = None) -> str:
    """A live value: "64 218.1", "0.77", "1.2e9". With `decimals` it keeps its width while it changes, also near 0."""
    if math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "\N{INFINITY}" if value > 0 else f"{MINUS}\N{INFINITY}"
    rounded_off = decimals is not None and 0 < decimals <= _SIGNIFICANT and abs(value) < 1.0
    if value != 0.0 and not rounded_off and not 1e-6 <= abs(value) < 1e15:
        return f"{value:.3g}".replace("e-0", "e-").replace("e+", "e").replace("-", MINUS)
    places = decimals_of(value) if decimals is None else decimals
    return f"{value:z,.{places}f}".replace(",", THIN).replace("-", MINUS)
