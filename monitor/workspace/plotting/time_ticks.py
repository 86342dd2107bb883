"""Round moments for the time axis, in the user's time zone, and how they are written."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

__all__ = ["TimeTicks", "clock", "day_of", "moment", "time_ticks"]

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_STEPS = (
    *(multiple * 10.0**power for power in range(-6, 0) for multiple in (1, 2, 5)),
    *(1.0, 2.0, 5.0, 10.0, 15.0, 30.0),
    *(multiple * _MINUTE for multiple in (1, 2, 5, 10, 15, 30)),
    *(multiple * _HOUR for multiple in (1, 2, 3, 6, 12)),
    *(multiple * _DAY for multiple in (1, 2, 7, 14, 28, 91, 182, 364, 1820, 3640)),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FARTHEST = 9e9
"""No calendar is asked about moments beyond this many seconds from 1970."""
_MONDAY = 4.0
"""Days from 1 January 1970, a Thursday, to a Monday, where weeks begin."""


@dataclass(frozen=True, slots=True)
class TimeTicks:
    """Round moments in order, in seconds since 1970, and their labels."""

    times: tuple[float, ...]
    labels: tuple[str, ...]


def time_ticks(t0: float, t1: float, most: int, *, zone: tzinfo | None = None) -> TimeTicks:
    """About `most` round moments from t0 to t1, fewer rather than more. `zone` None is the machine's own."""
    step = next((step for step in _STEPS if (t1 - t0) / step <= max(most, 1)), _STEPS[-1])
    shift = _utc_offset(t0, zone) - (_MONDAY * _DAY if step >= 7 * _DAY else 0.0)
    first, last = math.ceil((t0 + shift) / step), math.floor((t1 + shift) / step)
    times = tuple(_on_the_day(index * step - shift, step, zone) for index in range(first, min(last, first + 1000) + 1))
    return TimeTicks(times, tuple(_label(time, step, zone) for time in times))


def moment(time: float, step: float, *, zone: tzinfo | None = None) -> str:
    """A moment in full, to the precision of a step in seconds."""
    at = _local(time, zone)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year} {clock(time, min(step, 1.0), zone=zone)}"


def clock(time: float, step: float, *, zone: tzinfo | None = None) -> str:
    """The time of day, to the precision of a step in seconds: "14:05:01", "14:05:01.25"."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    scale = 10**decimals
    whole, part = divmod(round((time - math.floor(time)) * scale), scale)
    text = _local(math.floor(time) + whole, zone).strftime("%H:%M:%S")
    return f"{text}.{part:0{decimals}d}" if decimals else text


def day_of(time: float, now: float, *, zone: tzinfo | None = None) -> str:
    """The day of a moment, "22 Nov", with the year where it is not that of now; "" for today."""
    at, today = _local(time, zone), _local(now, zone)
    if at.date() == today.date():
        return ""
    day = f"{at.day} {_MONTHS[at.month - 1]}"
    return day if at.year == today.year else f"{day} {at.year}"


def _label(time: float, step: float, zone: tzinfo | None) -> str:
    at = _local(time, zone)
    midnight = (at.hour, at.minute, at.second) == (0, 0, 0) and (step >= _MINUTE or time == math.floor(time))
    if step >= _DAY or midnight:
        new_year = (at.month, at.day) == (1, 1) or step >= 91 * _DAY
        return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if new_year else "")
    return f"{at.hour:02d}:{at.minute:02d}" if step >= 5 * _MINUTE else clock(time, step, zone=zone)


def _on_the_day(time: float, step: float, zone: tzinfo | None) -> float:
    """The tick where the clock says so, also after the clocks were changed within the span."""
    if step < 2 * _HOUR:
        return time
    at = _local(time, zone)
    off = (at.hour + at.minute / 60.0) % (24.0 if step >= _DAY else step / _HOUR)
    whole = 24.0 if step >= _DAY else step / _HOUR
    return time - (off if off <= whole / 2 else off - whole) * _HOUR


def _utc_offset(time: float, zone: tzinfo | None) -> float:
    at = _local(time, zone)
    offset = at.utcoffset() if zone is not None else at.astimezone().utcoffset()
    return (offset or timedelta()).total_seconds()


def _local(time: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(min(max(time, -_FARTHEST), _FARTHEST), zone)
