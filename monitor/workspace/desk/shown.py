"""Which series the panels of a desk show, and in which of the theme's colours."""

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.specs.plot import PlotSpec

__all__ = ["curve_places"]


def curve_places(desk: Desk) -> dict[SeriesKey, int]:
    """Each series that a plot of the desk shows, and its place among the colours: that of the first such plot."""
    places: dict[SeriesKey, int] = {}
    for spec in desk.panels.values():
        if isinstance(spec, PlotSpec):
            for place, curve in enumerate(spec.curves):
                if not curve.hidden:
                    places.setdefault(curve.series, place if curve.colour is None else curve.colour)
    return places
