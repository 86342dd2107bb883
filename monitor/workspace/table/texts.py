"""What is written into the cells of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.workspace.analysis.tile_reading import Change, level_of
from monitor.workspace.table.arranging import Keys
from monitor.workspace.table.columns import Column, ColumnKind
from monitor.workspace.table.watchlist import Watchlist
from monitor.workspace.wording import MINUS, THIN, UNKNOWN, age, duration, number

__all__ = ["CellText", "age_words", "change_words", "heading", "spoken", "tab_separated", "value_words"]


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


def value_words(table: Watchlist, key: int, column: Column, value: float) -> CellText:
    """A value of a key, with what it means by the bands of its column."""
    level = level_of(column.bands, value) if column.bands else ""
    return CellText(number(value, decimals=table.decimals(key, column, value)), level)


def age_words(since: float) -> CellText:
    """How old a row is."""
    return CellText(age(since) if since == since else UNKNOWN)


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


def spoken(column: Column, cell: CellText, change_seconds: float) -> str:
    """A cell in words, for those who do not see it."""
    if column.kind is ColumnKind.KEY:
        return cell.text
    unit = f"{THIN}{column.unit}" if column.unit else ""
    level = cell.level if cell.level in ("ok", "warn", "bad") else ""
    return ", ".join(filter(None, (f"{heading(column, change_seconds)} {cell.text}{unit}", level)))


def tab_separated(table: Watchlist, keys: Keys, columns: Sequence[Column]) -> str:
    """Rows for the clipboard, with a head: numbers as other programs read them, ages and changes in plain figures."""
    shown = [column for column in columns if column.kind is not ColumnKind.TREND]
    head = [_plain_heading(table, column) for column in shown]
    rows = zip(*(_plain(table, keys, column) for column in shown), strict=True)
    return "\n".join("\t".join(row) for row in (head, *rows))


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


def _plain(table: Watchlist, keys: Keys, column: Column) -> list[str]:
    """A column."""
    match column.kind:
        case ColumnKind.KEY:
            return [" ".join(table.key(key).split()) for key in keys.tolist()]
        case ColumnKind.CHANGE:
            percent = table.spec.change == "percent"
            amounts = [
                None if each is None else each.percent if percent else each.absolute for each in table.changes(keys)
            ]
            return ["" if amount is None else _figure(round(amount, 4) if percent else amount) for amount in amounts]
        case ColumnKind.AGE:
            return [_figure(round(each, 1)) for each in table.ages(keys).tolist()]
    return list(map(_figure, table.values(keys, column).tolist()))


def _figure(value: float) -> str:
    return "" if value != value else f"{value:.15g}"
