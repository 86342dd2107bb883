"""Gaps as a plot shows them: a span, and why there is nothing in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.gap import Gap
from monitor.workspace.wording import duration

__all__ = ["Shade", "common_shades", "shades"]


_AND = ", "


@dataclass(frozen=True, slots=True)
class Shade:
    """A gap on the time axis of the plot. `end` is infinite while it lasts."""

    start: float
    end: float
    reason: str

    def label(self, edge: float) -> str:
        """Why, and how long: "no data 9 s: reset by server"."""
        return self.labels(edge)[0]

    def labels(self, edge: float) -> tuple[str, ...]:
        """The label, and what is left of it where there is less room: "no data 9 s", "9 s"."""
        lasted = duration(min(self.end, edge) - self.start)
        short = (f"no data {lasted}", lasted)
        return (f"{short[0]}: {self.reason}", *short) if self.reason else short


def shades(gaps: Sequence[Gap], *, offset: float) -> tuple[Shade, ...]:
    """Gaps in order of time. They are in receive time, `offset` seconds behind the time on the axis."""
    shown = (
        Shade(gap.start + offset, math.inf if gap.end is None else gap.end + offset, gap.reason)
        for gap in gaps
        if gap.end is None or gap.end > gap.start
    )
    return tuple(sorted(shown, key=lambda shade: shade.start))


def common_shades(groups: Sequence[Sequence[Shade]]) -> tuple[Shade, ...]:
    """Where there is a gap in every group, each in order of time; the reasons are those of all of them."""
    if not groups:
        return ()
    common = _merged(groups[0])
    for group in groups[1:]:
        common = _both(common, _merged(group))
    return tuple(common)


def _both(these: Sequence[Shade], those: Sequence[Shade]) -> list[Shade]:
    both: list[Shade] = []
    this, that = 0, 0
    while this < len(these) and that < len(those):
        one, other = these[this], those[that]
        start, end = max(one.start, other.start), min(one.end, other.end)
        if start < end:
            both.append(Shade(start, end, _reasons(one, other)))
        if one.end < other.end:
            this += 1
        else:
            that += 1
    return both


def _merged(group: Sequence[Shade]) -> Sequence[Shade]:
    """The same moments in spans that do not overlap."""
    merged: list[Shade] = []
    for shade in group:
        if merged and shade.start <= merged[-1].end:
            last = merged.pop()
            merged.append(Shade(last.start, max(last.end, shade.end), _reasons(last, shade)))
        else:
            merged.append(shade)
    return merged


def _reasons(one: Shade, other: Shade) -> str:
    said = [reason for shade in (one, other) for reason in shade.reason.split(_AND) if reason]
    return _AND.join(dict.fromkeys(said))
