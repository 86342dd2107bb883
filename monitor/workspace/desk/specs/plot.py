"""The settings of a plot over time."""

from typing import Literal, TypeAlias

import msgspec

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.base import Spec

__all__ = ["Curve", "CurveStyle", "Note", "PlotSpec", "Threshold"]

CurveStyle: TypeAlias = Literal["line", "hold", "points", "area"]


class Curve(msgspec.Struct, frozen=True, omit_defaults=True):
    """One series in a plot. colour: place among the theme's curve colours, None: by its place in the plot."""

    series: SeriesKey
    style: CurveStyle = "line"
    axis: Literal["right", "left"] = "right"
    colour: int | None = None
    hidden: bool = False


class Threshold(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line across the plot at a value, drawn by the user."""

    value: float
    label: str = ""
    level: Literal["ok", "warn", "bad"] = "warn"
    axis: Literal["right", "left"] = "right"


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """A remark of the user's at a moment (seconds since 1970)."""

    time: float
    text: str


class PlotSpec(Spec, frozen=True, tag="plot"):
    """Curves over one axis of time. window_seconds: None shows all that is held."""

    curves: tuple[Curve, ...] = ()
    window_seconds: float | None = 60.0
    log: bool = False
    log_left: bool = False
    thresholds: tuple[Threshold, ...] = ()
    notes: tuple[Note, ...] = ()
    as_table: bool = False
    """Show the same data as a table."""
