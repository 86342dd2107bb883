"""Where tiles stand in the room there is."""

import math
from dataclasses import dataclass

__all__ = ["TileGrid", "grid_for"]

_GAP = 8
_LEAST_WIDTH, _LEAST_HEIGHT = 128, 84
_MOST_HEIGHT = 320
_SHAPE = 1.7
"""Width over height of a tile that reads best."""


@dataclass(frozen=True, slots=True)
class TileGrid:
    """Tiles from left to right, then down, of one size in pixels; `height` of all may be more than there is room."""

    number: int
    columns: int
    tile_width: int
    tile_height: int

    @property
    def rows(self) -> int:
        return math.ceil(self.number / self.columns)

    @property
    def height(self) -> int:
        """Pixels from the top of the first tile to the bottom of the last."""
        return self.rows * (self.tile_height + _GAP) - _GAP if self.number else 0

    def place(self, index: int) -> tuple[int, int]:
        """The upper left corner of a tile."""
        row, column = divmod(index, self.columns)
        return column * (self.tile_width + _GAP), row * (self.tile_height + _GAP)

    def index_at(self, x: int, y: int) -> int:
        """The tile at a place, -1 for none."""
        column, row = x // (self.tile_width + _GAP), y // (self.tile_height + _GAP)
        inside = x % (self.tile_width + _GAP) < self.tile_width and y % (self.tile_height + _GAP) < self.tile_height
        index = row * self.columns + column
        return index if inside and 0 <= column < self.columns and 0 <= index < self.number else -1

    def slot_at(self, x: int, y: int) -> int:
        """Before which tile one that is let go here comes to stand; `number` for the end."""
        row = min(max(y // (self.tile_height + _GAP), 0), max(0, self.rows - 1))
        column = min(max((x + self.tile_width // 2) // (self.tile_width + _GAP), 0), self.columns)
        return min(row * self.columns + column, self.number)

    def visible(self, top: int, height: int) -> range:
        """The tiles of which something lies between these heights."""
        first = max(0, top // (self.tile_height + _GAP)) * self.columns
        last = math.ceil((top + height) / (self.tile_height + _GAP)) * self.columns
        return range(min(first, self.number), min(last, self.number))


def grid_for(number: int, width: int, height: int) -> TileGrid:
    """So many tiles in a room: all of it where they fit, else the smallest tiles, to be scrolled."""
    most = max(1, (width + _GAP) // (_LEAST_WIDTH + _GAP))
    fitting = [grid for columns in range(1, most + 1) if (grid := _filled(number, columns, width, height)) is not None]
    if fitting:
        return min(fitting, key=_unshapely)
    return TileGrid(number, most, _share(width, most), _LEAST_HEIGHT)


def _filled(number: int, columns: int, width: int, height: int) -> TileGrid | None:
    rows = max(1, math.ceil(number / columns))
    tile_height = min(_share(height, rows), _MOST_HEIGHT)
    if tile_height < _LEAST_HEIGHT:
        return None
    return TileGrid(number, columns, _share(width, columns), tile_height)


def _unshapely(grid: TileGrid) -> float:
    """How far tiles are from the best shape, and how much of the last row stays empty."""
    empty = grid.rows * grid.columns - grid.number
    shape = abs(math.log(grid.tile_width / grid.tile_height / _SHAPE))
    return shape + 0.5 * empty / max(1, grid.rows * grid.columns)


def _share(room: int, parts: int) -> int:
    return max(1, (room - _GAP * (parts - 1)) // parts)
