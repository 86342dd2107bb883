"""What the user does to a plot, as one spec made of another."""

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.plot import Curve, Note, PlotSpec, Threshold
from monitor.workspace.plotting.curve_set import MOST_CURVES

__all__ = [
    "looks_alike",
    "with_curve",
    "with_note",
    "with_series",
    "with_threshold",
    "without_curve",
    "without_note",
    "without_threshold",
]

_Item = TypeVar("_Item")


def looks_alike(one: PlotSpec, other: PlotSpec) -> bool:
    """Whether two plots differ in nothing but their titles and what is drawn over the curves."""
    plain = [msgspec.structs.replace(spec, title="", thresholds=(), notes=()) for spec in (one, other)]
    return plain[0] == plain[1]


def with_series(spec: PlotSpec, series: Sequence[SeriesKey]) -> PlotSpec:
    """The plot with these series too, as many as there is room for, each in a colour that is free."""
    curves = list(spec.curves)
    known = {curve.series for curve in curves}
    for key in dict.fromkeys(series):
        if key in known or len(curves) >= MOST_CURVES:
            continue
        taken = {place if curve.colour is None else curve.colour for place, curve in enumerate(curves)}
        free = next(colour for colour in range(MOST_CURVES) if colour not in taken)
        curves.append(Curve(key, colour=None if free == len(curves) else free))
    return msgspec.structs.replace(spec, curves=tuple(curves))


def with_curve(spec: PlotSpec, place: int, **changes: Any) -> PlotSpec:
    """The plot with some settings of one curve changed."""
    curve = msgspec.structs.replace(spec.curves[place], **changes)
    return msgspec.structs.replace(spec, curves=_with(spec.curves, place, curve))


def without_curve(spec: PlotSpec, place: int) -> PlotSpec:
    """The plot without one curve; the others keep their colours."""
    coloured = (
        curve if curve.colour is not None or at < place else msgspec.structs.replace(curve, colour=at)
        for at, curve in enumerate(spec.curves)
    )
    return msgspec.structs.replace(spec, curves=_without(tuple(coloured), place))


def with_threshold(spec: PlotSpec, threshold: Threshold, *, place: int | None = None) -> PlotSpec:
    """The plot with a threshold instead of the one at `place`, or as well."""
    return msgspec.structs.replace(spec, thresholds=_with(spec.thresholds, place, threshold))


def without_threshold(spec: PlotSpec, place: int) -> PlotSpec:
    """The plot without one threshold."""
    return msgspec.structs.replace(spec, thresholds=_without(spec.thresholds, place))


def with_note(spec: PlotSpec, note: Note, *, place: int | None = None) -> PlotSpec:
    """The plot with a note instead of the one at `place`, or as well."""
    return msgspec.structs.replace(spec, notes=_with(spec.notes, place, note))


def without_note(spec: PlotSpec, place: int) -> PlotSpec:
    """The plot without one note."""
    return msgspec.structs.replace(spec, notes=_without(spec.notes, place))


def _with(items: tuple[_Item, ...], place: int | None, item: _Item) -> tuple[_Item, ...]:
    return (*items, item) if place is None else (*items[:place], item, *items[place + 1 :])


def _without(items: tuple[_Item, ...], place: int) -> tuple[_Item, ...]:
    return items[:place] + items[place + 1 :]
