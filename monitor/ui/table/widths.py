"""How wide the columns of a table are: what they need, what the user wants, and the rest of the room shared out."""

from collections.abc import Mapping, Sequence

from monitor.workspace.table.columns import Column, ColumnKind

__all__ = ["LEAST_WIDTH", "shared_out"]

LEAST_WIDTH = 40
_TREND_LEAST, _TREND_MOST = 66, 200
_KEY_MOST = 260
_SPREAD = {ColumnKind.KEY: 0.5, ColumnKind.TREND: 2.0}
"""How much of the spare room a column takes, where others take 1."""


def shared_out(
    columns: Sequence[Column], needed: Sequence[int], wished: Mapping[str, int], room: int
) -> tuple[int, ...]:
    """The width of each column, together the whole room where there is enough for all.

    needed: pixels of each column's texts. wished: by the name of a column, what the user has made it.
    """
    widths = [
        max(LEAST_WIDTH, wished[column.sort]) if column.sort in wished else _most(column, need)
        for column, need in zip(columns, needed, strict=True)
    ]
    free = [place for place, column in enumerate(columns) if column.sort not in wished]
    spare = room - sum(widths)
    if spare < 0:
        for place in (place for place in free if columns[place].kind is ColumnKind.TREND):
            widths[place] = max(_TREND_LEAST, widths[place] + spare)
    if spare <= 0 or not free:
        return tuple(widths)
    shares = {place: _SPREAD.get(columns[place].kind, 1.0) for place in free}
    whole = sum(shares.values())
    for place, share in shares.items():
        limit = _TREND_MOST if columns[place].kind is ColumnKind.TREND else room
        widths[place] = min(limit, widths[place] + int(spare * share / whole))
    widths[free[-1]] += max(0, room - sum(widths))
    return tuple(widths)


def _most(column: Column, need: int) -> int:
    """A very long key gives way in the middle."""
    return max(LEAST_WIDTH, min(need, _KEY_MOST) if column.kind is ColumnKind.KEY else need)
