"""Series that are dropped on a table: which of them it can show, and what it shows then."""

from collections.abc import Sequence

import msgspec

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.table.columns import toggled

__all__ = ["taken"]


def taken(spec: TableSpec, series: Sequence[SeriesKey], names: Sequence[str]) -> TableSpec | None:
    """The table with their keys and columns in it; None where none of them is of its stream.

    A table without a stream takes that of the first. names: the columns of the stream.
    """
    if not series:
        return None
    if not spec.stream:
        return msgspec.structs.replace(spec, feed=series[0].feed, stream=series[0].stream)
    mine = [each for each in series if (each.feed, each.stream) == (spec.feed, spec.stream)]
    if not mine:
        return None
    for column in dict.fromkeys(each.column for each in mine):
        shown = {each.name for each in spec.columns} if spec.columns else set(names)
        if column not in shown:
            spec = toggled(spec, column, names)
    if spec.keys:
        keys = dict.fromkeys((*spec.keys, *(each.key for each in mine)))
        spec = msgspec.structs.replace(spec, keys=tuple(keys))
    return spec
