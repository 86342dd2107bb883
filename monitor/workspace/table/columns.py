"""The columns of a table: the key, what was chosen of the stream, and what is worked out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import msgspec

from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.table import TableColumn, TableSpec

__all__ = ["MOST_VALUES", "Column", "ColumnKind", "columns_of", "toggled", "trend_of"]

MOST_VALUES = 8
"""Columns shown of a stream where the user has not chosen any."""


class ColumnKind(Enum):
    """What stands in a column; the value is its name in a spec."""

    KEY = "key"
    VALUE = "value"
    CHANGE = "change"
    TREND = "trend"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. source: its place among the stream's columns, -1 for what is not one of them or is not there yet."""

    kind: ColumnKind
    name: str
    source: int = -1
    unit: str = ""
    bands: tuple[Band, ...] = ()

    @property
    def sort(self) -> str:
        """What a spec calls this column when it is sorted by."""
        return self.name if self.kind is ColumnKind.VALUE else self.kind.value


def columns_of(spec: TableSpec, names: Sequence[str], units: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a table over a stream with columns of these names."""
    chosen = spec.columns or tuple(TableColumn(name) for name in names[:MOST_VALUES])
    values = tuple(
        Column(
            ColumnKind.VALUE,
            each.name,
            names.index(each.name) if each.name in names else -1,
            units.get(each.name, ""),
            each.bands,
        )
        for each in chosen
    )
    derived = (ColumnKind.CHANGE, ColumnKind.TREND, ColumnKind.AGE)
    rest = tuple(Column(kind, kind.value) for kind in derived if kind.value not in spec.hidden)
    return (Column(ColumnKind.KEY, ColumnKind.KEY.value), *values, *rest)


def trend_of(spec: TableSpec, names: Sequence[str]) -> str:
    """The column whose course is shown; "" when there is none."""
    if spec.trend in names:
        return spec.trend
    return next((each.name for each in spec.columns if each.name in names), names[0] if names else "")


def toggled(spec: TableSpec, name: str, names: Sequence[str]) -> TableSpec:
    """With a column of the stream shown or no longer shown, in the stream's order; one at least stays."""
    shown = spec.columns or tuple(TableColumn(each) for each in names[:MOST_VALUES])
    if any(each.name == name for each in shown):
        kept = tuple(each for each in shown if each.name != name)
        return msgspec.structs.replace(spec, columns=kept) if kept else spec
    place = {each: at for at, each in enumerate(names)}
    every = sorted((*shown, TableColumn(name)), key=lambda each: place.get(each.name, len(place)))
    return msgspec.structs.replace(spec, columns=tuple(every))
