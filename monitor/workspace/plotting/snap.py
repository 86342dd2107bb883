"""From a place in a plot to the sample nearest to it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.workspace.plotting.curve_set import Curve
from monitor.workspace.plotting.measure import Point
from monitor.workspace.plotting.scale import Scale

__all__ = ["Snap", "nearest_sample", "snapped"]


@dataclass(frozen=True, slots=True)
class Snap:
    """A sample of a curve."""

    curve: Curve
    point: Point


def nearest_sample(curve: Curve, time: float) -> Point | None:
    """The number of a curve nearest to a moment; None where there is none near."""
    if curve.series is None:
        return None
    found = (curve.series.before(math.nextafter(time, math.inf)), curve.series.after(time))
    known = [Point(*one) for one in found if not math.isnan(one[1])]
    return min(known, key=lambda point: abs(point.time - time), default=None)


def snapped(curves: Sequence[Curve], right: Scale, left: Scale, time: float, y: float) -> Snap | None:
    """Of the samples nearest to a moment the one nearest to `y` physical pixels from the top of the plot."""
    found = [(curve, nearest_sample(curve, time)) for curve in curves]
    known = [Snap(curve, point) for curve, point in found if point is not None]
    return min(known, key=lambda one: abs((left if one.curve.left else right).y(one.point.value) - y), default=None)
