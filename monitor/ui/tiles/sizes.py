"""How large the number of a tile can be written."""

import math
import re
from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetricsF

from monitor.ui.fonts import text_font
from monitor.ui.tiles.face import Face
from monitor.workspace.wording import THIN

__all__ = ["NumberFonts", "NumberSizes", "common_size", "number_font", "unit_size"]

_SIZES = (13, 15, 18, 22, 26, 32, 40, 48, 60, 72, 96)
_UNIT = 0.46
_LEAST_UNIT = 11
_MEASURED = 100
_LINE = 1.16
"""Height of a number's line for its size."""
_ODD = 0.55
"""A tile that needs numbers smaller than this share of the usual is let be smaller alone."""
_REMEMBERED = 512


class NumberFonts:
    """What a value and its unit are written with at one size; made once, since fonts are dear to make."""

    def __init__(self, size: int) -> None:
        self.value = number_font(size)
        self.unit = text_font(unit_size(size))
        self.value_metrics = QFontMetricsF(self.value)
        self.unit_metrics = QFontMetricsF(self.unit)
        self.rise = self.value_metrics.capHeight()


class NumberSizes:
    """Figures are all of one width, so each shape of a number is measured once for each room."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, int, int], int] = {}
        self._fonts = {size: NumberFonts(size) for size in _SIZES}

    def fonts(self, size: int) -> NumberFonts:
        """The fonts of a size that `fit` has answered."""
        return self._fonts[size]

    def fit(self, face: Face, width: float, height: float) -> int:
        """The largest size at which value and unit fit into a room; at least the smallest there is."""
        key = (re.sub(r"\d", "0", face.value), face.unit, math.floor(width), math.floor(height))
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = _fitting(face, width, height)
        return self._known[key]


def _fitting(face: Face, width: float, height: float) -> int:
    per_pixel = QFontMetricsF(number_font(_MEASURED)).horizontalAdvance(face.value) / _MEASURED
    unit = QFontMetricsF(text_font(_MEASURED)).horizontalAdvance(f"{THIN}{face.unit}") / _MEASURED if face.unit else 0.0
    fits = [size for size in _SIZES if size * _LINE <= height and per_pixel * size + unit * unit_size(size) <= width]
    return fits[-1] if fits else _SIZES[0]


def common_size(sizes: Sequence[int], own: int) -> int:
    """The size a tile takes among others, so that they look alike: the smallest of all that are not far from usual."""
    if not sizes:
        return own
    usual = sorted(sizes)[len(sizes) // 2]
    return min(own, min((size for size in sizes if size >= _ODD * usual), default=own))


def number_font(size: int) -> QFont:
    """The font of the value."""
    return text_font(size, weight=QFont.Weight.DemiBold)


def unit_size(size: int) -> int:
    """Pixels of the unit beside a value of this size."""
    return max(_LEAST_UNIT, round(size * _UNIT))
