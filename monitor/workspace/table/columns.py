"""The columns of a table: the key, what was chosen of the stream, and what is worked out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

import msgspec

from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.table import TableColumn, TableSpec

__all__ = [
    "MOST_VALUES",
    "WORKED_OUT",
    "Column",
    "ColumnKind",
    "WorkedOut",
    "banded",
    "columns_of",
    "hidden_or_not",
    "sorted_by",
    "toggled",
    "trend_of",
]

WorkedOut: TypeAlias = Literal["change", "trend", "age"]

WORKED_OUT: tuple[WorkedOut, ...] = ("change", "trend", "age")
"""Columns that are none of the stream's."""


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
    rest = tuple(Column(ColumnKind(name), name) for name in WORKED_OUT if name not in spec.hidden)
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


def banded(spec: TableSpec, name: str, bands: tuple[Band, ...], names: Sequence[str]) -> TableSpec:
    """With other bands for a column that is shown."""
    shown = spec.columns or tuple(TableColumn(each) for each in names[:MOST_VALUES])
    columns = tuple(TableColumn(each.name, bands) if each.name == name else each for each in shown)
    return msgspec.structs.replace(spec, columns=columns)


def hidden_or_not(spec: TableSpec, kind: WorkedOut) -> TableSpec:
    """With a column that is worked out shown or no longer shown."""
    hidden = set(spec.hidden) ^ {kind}
    return msgspec.structs.replace(spec, hidden=tuple(each for each in WORKED_OUT if each in hidden))


def sorted_by(spec: TableSpec, column: Column) -> TableSpec:
    """Sorted by a column: names from A, ages from the youngest, numbers from the greatest; then the other way round,
    and the third time as the keys came.
    """
    first = column.kind not in (ColumnKind.KEY, ColumnKind.AGE)
    name = ColumnKind.CHANGE.value if column.kind is ColumnKind.TREND else column.sort
    if spec.sort != name:
        return msgspec.structs.replace(spec, sort=name, descending=first)
    if spec.descending == first:
        return msgspec.structs.replace(spec, descending=not first)
    return msgspec.structs.replace(spec, sort="", descending=False)
