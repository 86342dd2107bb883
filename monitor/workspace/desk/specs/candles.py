"""The settings of a candle chart."""

import re

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.base import Spec
from monitor.workspace.wording import count as counted
from monitor.workspace.wording import duration

__all__ = ["LONGEST", "SHORTEST", "CandlesSpec", "Width", "read_width", "width_words"]

SHORTEST, LONGEST = 1.0, 86_400.0
"""Seconds a candle can span."""
_MOST_SAMPLES = 1_000_000
_UNITS = {"s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_SAMPLES = frozenset({"t", "tick", "ticks", "sample", "samples"})

Width = tuple[float, int | None]
"""What a candle spans: seconds, or where the second part is not None so many samples."""


class CandlesSpec(Spec, frozen=True, tag="candles"):
    """Candles of one series. interval: seconds, 1 to 86 400; count: samples a candle instead, None: by time.

    volume: the series summed up below, such as the size of trades; None: how many samples there were.
    """

    price: SeriesKey | None = None
    volume: SeriesKey | None = None
    interval: float = 60.0
    count: int | None = None
    shown: int = 120
    """Candles in view while it is live."""


def width_words(width: Width) -> str:
    """A width as it is shown and can be typed: "5 min", "100 ticks"."""
    seconds, samples = width
    return duration(seconds) if samples is None else f"{counted(samples)} ticks"


def read_width(text: str) -> Width | None:
    """What somebody has typed: "90 s", "5min", "1h 30min", "250 ticks"; None where it is no width there can be.

    Widths in time are whole seconds from one second to a day.
    """
    plain = re.sub(r"(?<=\d)\s+(?=\d)", "", text.casefold())
    parts = re.findall(r"([0-9]+)\s*([a-z]+)", plain)
    if not parts or re.sub(r"[0-9]+\s*[a-z]+\s*", "", plain).strip():
        return None
    if len(parts) == 1 and parts[0][1] in _SAMPLES:
        samples = int(parts[0][0])
        return (60.0, samples) if 1 <= samples <= _MOST_SAMPLES else None
    if any(unit not in _UNITS for _, unit in parts):
        return None
    seconds = sum(int(number) * _UNITS[unit] for number, unit in parts)
    return (seconds, None) if SHORTEST <= seconds <= LONGEST else None
