"""What the legend of a plot says of each curve: its newest value, or the one at the crosshair."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.core.batch import SeriesKey
from monitor.workspace.plotting.curve_set import Curve, CurveSet
from monitor.workspace.plotting.framing import Framing
from monitor.workspace.plotting.gap_shades import GapShades
from monitor.workspace.wording import THIN, age, decimals_of, number

__all__ = ["NOTHING_YET", "NOT_ABOVE_ZERO", "NOT_OPEN", "Reader", "Reading"]

NOT_OPEN = "feed not open"
NOTHING_YET = "no data yet"
NOT_ABOVE_ZERO = "not all above 0"


@dataclass(frozen=True, slots=True)
class Reading:
    """One curve in words. note: why there is no value, or how old it is; faint: there is none, or it is old."""

    index: int
    name: str
    value: str
    note: str = ""
    faint: bool = False
    hidden: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(part for part in (self.name, self.value, self.note) if part)


class Reader:
    """Reads curves. Decimals are only ever added, so that a value does not change its width with every zero at its end.

    unit_of, is_open: of a series its unit, of a feed whether the user has it open.
    """

    def __init__(self, unit_of: Callable[[SeriesKey], str], is_open: Callable[[str], bool]) -> None:
        self._unit_of = unit_of
        self._is_open = is_open
        self._decimals: dict[SeriesKey, int] = {}

    def read(
        self, curves: CurveSet, names: Sequence[str], *, framing: Framing, gaps: GapShades, at: float | None
    ) -> tuple[Reading, ...]:
        """The readings at a moment, None for the newest."""
        return tuple(
            self._read(curve, name, framing, gaps, at) for curve, name in zip(curves.curves, names, strict=True)
        )

    def said(self, key: SeriesKey, value: float) -> str:
        """A value of a series with as many decimals as it has been shown with, and its unit."""
        decimals = max(self._decimals.get(key, 0), decimals_of(value))
        self._decimals[key] = decimals
        unit = self._unit_of(key)
        return number(value, decimals=decimals) + (f"{THIN}{unit}" if unit else "")

    def _read(self, curve: Curve, name: str, framing: Framing, gaps: GapShades, at: float | None) -> Reading:
        series, feed = curve.series, curve.key.feed
        if series is None or not series.rows:
            note = NOTHING_YET if self._is_open(feed) else NOT_OPEN
            return Reading(curve.index, name, "", note, faint=True, hidden=curve.hidden)
        if at is None:
            value = series.last[1]
            note = f"{age(curve.age)} ago" if curve.stale else ""
        else:
            time, value = series.before(math.nextafter(at, math.inf))
            value = math.nan if gaps.missing(curve.origin, time, at) else value
            note = ""
        return Reading(
            curve.index,
            name,
            self.said(curve.key, value),
            note or self._hole(curve, framing),
            faint=curve.stale and at is None,
            hidden=curve.hidden,
        )

    def _hole(self, curve: Curve, framing: Framing) -> str:
        """What a logarithmic axis leaves out."""
        values = framing.left if curve.left else framing.right
        if curve.series is None or not values.log or math.isnan(framing.end):
            return ""
        low, _ = curve.series.value_range(framing.end - framing.seconds, framing.end)
        return NOT_ABOVE_ZERO if low <= 0.0 else ""
