"""Event times in the forms servers write them, to seconds since 1970."""

import math
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.feed.profile import TimeUnit
from monitor.feed.scalars import numbers

__all__ = ["per_second", "read_times"]

_PER_SECOND: Final[dict[TimeUnit, float]] = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}


def per_second(unit: TimeUnit) -> float | None:
    """How many of `unit` make a second; None where the unit is no number."""
    return _PER_SECOND.get(unit)


def read_times(values: Sequence[Any], unit: TimeUnit) -> Floats:
    """Seconds since 1970 of each value, NaN where there is none, shape (len(values),).

    Numbers may be quoted. RFC 3339 may have up to nine decimals (more are cut off), a space for the T, and for its
    zone `Z`, `+02:00`, `+0200`, `UTC`, `+0000 UTC`, or nothing, which means UTC.
    """
    per = per_second(unit)
    return numbers(values) / per if per is not None else _read_dates(values)


# --- RFC 3339 -----------------------------------------------------------------------------------------------------

_WIDTH = 41
"""Characters looked at together; a longer text is read on its own."""

_DIGITS = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]
_PLACES = 10 ** np.arange(8, -1, -1)
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_EPOCH_DAY = date(1970, 1, 1).toordinal()


def _read_dates(values: Sequence[Any]) -> Floats:
    texts = [value if type(value) is str else "" for value in values]
    try:
        table = np.array(texts, dtype=f"S{_WIDTH}")
    except UnicodeEncodeError:
        return np.array([_read_date(text) for text in texts])
    chars = table.view(np.uint8).reshape(len(texts), _WIDTH)
    times, done = _read_table(chars)
    for row in np.flatnonzero(~done):
        times[row] = _read_date(texts[row])
    return times


def _read_table(chars: NDArray[np.uint8]) -> tuple[Floats, NDArray[np.bool_]]:
    """Times of the rows of the commonest form (UTC, marked by Z or by nothing), and which rows are of it."""
    digit = chars - np.uint8(ord("0"))
    done = (digit[:, _DIGITS] <= 9).all(axis=1) & (chars[:, [4, 7]] == ord("-")).all(axis=1)
    done &= np.isin(chars[:, 10], (ord("T"), ord("t"), ord(" "))) & (chars[:, [13, 16]] == ord(":")).all(axis=1)
    number = digit.astype(np.int64)
    year, month, day, hour, minute, second = (
        number[:, place : place + width] @ _PLACES[-width:]
        for place, width in ((0, 4), (5, 2), (8, 2), (11, 2), (14, 2), (17, 2))
    )
    done &= (year > 0) & (month >= 1) & (month <= 12) & (hour <= 23) & (minute <= 59) & (second <= 60)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = _MONTH_DAYS[np.where(done, month, 0)] + (leap & (month == 2))
    done &= (day >= 1) & (day <= longest)

    dotted = chars[:, 19] == ord(".")
    run = np.logical_and.accumulate(digit[:, 20:29] <= 9, axis=1) & dotted[:, None]
    decimals = run.sum(axis=1)
    nanos = np.where(run, number[:, 20:29], 0) @ _PLACES
    end = 19 + np.where(dotted, decimals + 1, 0)
    rows = np.arange(len(chars))
    zone, after = chars[rows, end], chars[rows, end + 1]
    done &= ~(dotted & (decimals == 0)) & ((zone == 0) | (np.isin(zone, (ord("Z"), ord("z"))) & (after == 0)))
    seconds = _days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    return seconds + nanos / 1e9, done


def _days(year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    # Days since 1970 in the Gregorian calendar, counted from March so that the leap day comes last in its year.
    year = year - (month <= 2)
    month = (month + 9) % 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (month * 153 + 2) // 5 + day - 719_469


_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?"
    r"(?:[Zz]| ?UTC| ?([+-])(\d\d):?(\d\d)(?: UTC)?)?\0*",
    re.ASCII,
)


def _read_date(text: str) -> float:
    found = _DATE.fullmatch(text)
    if found is None:
        return math.nan
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    fraction, sign, zone_hour, zone_minute = found.groups()[6:]
    try:
        days = date(year, month, day).toordinal() - _EPOCH_DAY
    except ValueError:
        return math.nan
    if hour > 23 or minute > 59 or second > 60 or int(zone_hour or 0) > 23 or int(zone_minute or 0) > 59:
        return math.nan
    offset = (int(zone_hour) * 3600 + int(zone_minute) * 60) * (-1 if sign == "-" else 1) if sign else 0
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return seconds + int((fraction or "0").ljust(9, "0")) / 1e9
