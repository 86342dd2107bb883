"""Gaps as a plot shows them: a span, and why there is nothing in it. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.gap import Gap
from monitor.workspace.wording import duration

__all__ = ["Shade", "changed_since", "shades"]


@dataclass(frozen=True, slots=True)
class Shade:
    """A gap on the time axis of the plot. `end` is infinite while it lasts."""

    start: float
    end: float
    reason: str

    def label(self, edge: float) -> str:
        """Why, and how long: "no data 9 s: reset by server"."""
        lasted = duration(min(self.end, edge) - self.start)
        return f"no data {lasted}: {self.reason}" if self.reason else f"no data {lasted}"


def shades(gaps: Sequence[Gap], *, offset: float) -> tuple[Shade, ...]:
    """Gaps in order of time. They are in receive time, `offset` seconds behind the time on the axis."""
    shown = (
        Shade(gap.start + offset, math.inf if gap.end is None else gap.end + offset, gap.reason)
        for gap in gaps
        if gap.end is None or gap.end > gap.start
    )
    return tuple(sorted(shown, key=lambda shade: shade.start))


def changed_since(old: Sequence[Shade], new: Sequence[Shade]) -> float:
    """The time from which the picture of the gaps has changed; infinity when it has not."""
    if old == new:
        return math.inf
    differing = set(old) ^ set(new)
    return min(shade.start for shade in differing)
