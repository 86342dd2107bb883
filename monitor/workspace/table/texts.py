"""What is written into the cells of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.workspace.analysis.tile_reading import Change
from monitor.workspace.table.columns import Column, ColumnKind
from monitor.workspace.table.watchlist import Watchlist
from monitor.workspace.wording import MINUS, THIN, UNKNOWN, age, duration, number

__all__ = ["CellText", "cell_text", "change_words", "heading", "spoken", "tab_separated"]


@dataclass(frozen=True, slots=True)
class CellText:
    """level: ok, warn or bad where the value means something; rising or falling where it has changed; else ""."""

    text: str
    level: str = ""


def heading(column: Column, change_seconds: float) -> str:
    """The head of a column, in capitals; the unit of a value stays as it is."""
    match column.kind:
        case ColumnKind.VALUE:
            name = column.name.replace("_", " ").upper()
            return f"{name} {column.unit}" if column.unit else name
        case ColumnKind.CHANGE:
            return duration(change_seconds).replace(THIN, " ").upper()
        case kind:
            return str(kind.value).upper()


def cell_text(table: Watchlist, key: int, column: Column) -> CellText:
    """What is written for a key; nothing for its trend, which is drawn."""
    match column.kind:
        case ColumnKind.KEY:
            return CellText(table.key(key))
        case ColumnKind.VALUE:
            value = table.value(key, column)
            text = number(value, decimals=table.decimals(key, column, value))
            return CellText(text, table.level(column, value))
        case ColumnKind.CHANGE:
            change = None if table.stale(key) else table.change(key)
            decimals = 2 if table.spec.change == "percent" else table.trend_decimals(key)
            return change_words(change, percent=table.spec.change == "percent", decimals=decimals)
        case ColumnKind.AGE:
            since = table.age(key)
            return CellText(age(since) if since == since else UNKNOWN)
    return CellText("")


def change_words(change: Change | None, *, percent: bool, decimals: int) -> CellText:
    """A change with its sign: "+0.42 %", "+3.1"; a dash where there is none to tell."""
    if change is None or (percent and change.percent != change.percent):
        return CellText(UNKNOWN)
    amount = change.percent if percent else change.absolute
    text = number(amount, decimals=decimals) + (f"{THIN}%" if percent else "")
    shown = round(amount, decimals)
    if shown == 0.0:
        return CellText(text.lstrip(MINUS))
    return CellText(f"+{text}", "rising") if shown > 0.0 else CellText(text, "falling")


def spoken(table: Watchlist, key: int, column: Column) -> str:
    """The cell in words, for those who do not see it."""
    if column.kind is ColumnKind.KEY:
        return table.key(key)
    shown = column if column.kind is not ColumnKind.TREND else Column(ColumnKind.CHANGE, ColumnKind.CHANGE.value)
    cell = cell_text(table, key, shown)
    unit = f"{THIN}{column.unit}" if column.unit else ""
    level = cell.level if cell.level in ("ok", "warn", "bad") else ""
    return ", ".join(filter(None, (f"{heading(column, table.spec.change_seconds)} {cell.text}{unit}", level)))


def tab_separated(table: Watchlist, keys: Iterable[int], columns: Sequence[Column]) -> str:
    """Rows for the clipboard, with a head: numbers as other programs read them, ages and changes in plain figures."""
    shown = [column for column in columns if column.kind is not ColumnKind.TREND]
    lines = ["\t".join(_plain_heading(table, column) for column in shown)]
    lines += ["\t".join(_plain(table, key, column) for column in shown) for key in keys]
    return "\n".join(lines)


def _plain_heading(table: Watchlist, column: Column) -> str:
    match column.kind:
        case ColumnKind.VALUE:
            return f"{column.name} ({column.unit})" if column.unit else column.name
        case ColumnKind.CHANGE:
            unit = "%" if table.spec.change == "percent" else table.trend_name
            return f"change in {table.spec.change_seconds:g} s ({unit})"
        case ColumnKind.AGE:
            return "age (s)"
        case kind:
            return str(kind.value)


def _plain(table: Watchlist, key: int, column: Column) -> str:
    match column.kind:
        case ColumnKind.KEY:
            return " ".join(table.key(key).split())
        case ColumnKind.VALUE:
            return _figure(table.value(key, column))
        case ColumnKind.CHANGE:
            change = table.change(key)
            if change is None:
                return ""
            return _figure(round(change.percent, 4) if table.spec.change == "percent" else change.absolute)
        case ColumnKind.AGE:
            return _figure(round(table.age(key), 1))
    return ""


def _figure(value: float) -> str:
    return "" if value != value else f"{value:.15g}"
