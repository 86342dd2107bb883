"""The settings of a panel of large numbers."""

from typing import Literal

import msgspec

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.base import Band, Spec

__all__ = ["Tile", "TilesSpec"]


class Tile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value. low and high: the ends of a gauge's scale, None: as the data go."""

    series: SeriesKey
    label: str = ""
    look: Literal["number", "gauge", "bar"] = "number"
    bands: tuple[Band, ...] = ()
    low: float | None = None
    high: float | None = None


class TilesSpec(Spec, frozen=True, tag="tiles"):
    """Large numbers and gauges, in the order they are shown."""

    tiles: tuple[Tile, ...] = ()
    change_seconds: float = 300.0
    """The span over which a tile's change is told."""
