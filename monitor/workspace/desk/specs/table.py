"""The settings of a table of keys."""

from typing import Literal

import msgspec

from monitor.workspace.desk.specs.base import Band, Spec

__all__ = ["TableColumn", "TableSpec"]


class TableColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """One column of the stream in the table, and what bands its values are judged by."""

    name: str
    bands: tuple[Band, ...] = ()


class TableSpec(Spec, frozen=True, tag="table"):
    """A row for each key of a stream. columns: empty shows all, at most eight.

    sort: name of a column, or key, change, age; "" keeps the order in which keys were first seen.
    """

    feed: str = ""
    stream: str = ""
    columns: tuple[TableColumn, ...] = ()
    keys: tuple[str, ...] = ()
    """Only these, in this order; empty: all."""
    filter: str = ""
    sort: str = ""
    descending: bool = False
    change_seconds: float = 300.0
    trend: str = ""
    """The column whose sparkline and change are shown; "": the first."""
    change: Literal["percent", "absolute"] = "percent"
    hidden: tuple[Literal["change", "trend", "age"], ...] = ()
    """What is worked out of the trend's column, and not shown."""
    widths: tuple[tuple[str, int], ...] = ()
    """Pixels of columns the user has made wider or narrower, by name, or key, change, trend, age."""
