"""Decoded rows as text: a table to read, JSON lines, or CSV."""

import csv
import io
import math
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, TypeAlias

import msgspec

from monitor.core.batch import Batch

__all__ = ["FORMATS", "RowFormat", "number", "printable"]


class RowFormat(Protocol):
    """Turns a batch into text, whole lines at a time."""

    def header(self) -> str:
        """What comes before all rows, with its line end; may be empty."""

    def rows(self, batch: Batch) -> Iterator[str]:
        """One piece of text for each row, with its line end."""


def number(value: float) -> str:
    """A number as short as it can be without loss; "—" for a missing one."""
    if math.isnan(value):
        return "—"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def printable(text: str) -> str:
    """The text with escapes for what a terminal would obey instead of showing it."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


class _KeyNames:
    """The names of key ids, learned from the batches that bring them."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], list[str]] = {}

    def learn(self, batch: Batch) -> list[str]:
        """The names known for this batch's stream, by id."""
        names = self._names.setdefault((batch.feed, batch.stream), [])
        if batch.new_keys:
            del names[batch.key_base :]
            names.extend(batch.new_keys)
        return names


_Row: TypeAlias = tuple[float, float, str, tuple[float, ...]]


class _Named:
    """A format that writes keys by name."""

    def __init__(self) -> None:
        self._keys = _KeyNames()

    def _rows(self, batch: Batch) -> Iterator[_Row]:
        """(receive time, event time or NaN, key, values) of each row."""
        names = self._keys.learn(batch)
        values = zip(*batch.values.tolist(), strict=True) if len(batch.columns) else iter(())
        keys = map(names.__getitem__, batch.keys.tolist())
        return zip(batch.received.tolist(), batch.time.tolist(), keys, values, strict=True)


class _JsonLines(_Named):
    """{"t", "time", "feed", "stream", "key", "values"} a row; times in seconds, missing numbers null."""

    def header(self) -> str:
        return ""

    def rows(self, batch: Batch) -> Iterator[str]:
        encode = msgspec.json.Encoder().encode
        columns = batch.columns
        for received, time, key, values in self._rows(batch):
            # msgspec writes NaN as null.
            row = {
                "t": received,
                "time": time,
                "feed": batch.feed,
                "stream": batch.stream,
                "key": key,
                "values": dict(zip(columns, values, strict=True)),
            }
            yield encode(row).decode() + "\n"


class _Csv(_Named):
    """One line for each number, so that streams of different columns share one header."""

    def header(self) -> str:
        return "t,time,feed,stream,key,column,value\n"

    def rows(self, batch: Batch) -> Iterator[str]:
        for received, time, key, values in self._rows(batch):
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            shown = "" if math.isnan(time) else repr(time)
            for column, value in zip(batch.columns, values, strict=True):
                if not math.isnan(value):
                    writer.writerow((repr(received), shown, batch.feed, batch.stream, key, column, repr(value)))
            yield text.getvalue()


class _Table(_Named):
    """A line to read: local time, stream, key, then each column's name and number."""

    def header(self) -> str:
        return ""

    def rows(self, batch: Batch) -> Iterator[str]:
        for received, time, key, values in self._rows(batch):
            moment = _moment(time) or datetime.fromtimestamp(received)
            numbers = "  ".join(
                f"{column} {number(value)}"
                for column, value in zip(batch.columns, values, strict=True)
                if not math.isnan(value)
            )
            yield f"{moment:%H:%M:%S.%f}"[:12] + f"  {batch.stream:<12}  {printable(key):<12}  {numbers}\n"


def _moment(time: float) -> datetime | None:
    """The local time; None where there is none, or where a server's clock or a profile's unit has gone astray."""
    try:
        return datetime.fromtimestamp(time)
    except (ValueError, OverflowError, OSError):
        return None


FORMATS: dict[str, type[_JsonLines] | type[_Csv] | type[_Table]] = {"table": _Table, "jsonl": _JsonLines, "csv": _Csv}
