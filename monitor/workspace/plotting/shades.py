"""Gaps as a plot shows them: a span, and why there is nothing in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.gap import Gap
from monitor.workspace.wording import duration

__all__ = ["Shade", "shades"]


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
