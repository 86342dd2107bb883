"""What a value found in a message counts as: a number, or a piece of text."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from monitor.core.batch import Floats

__all__ = ["number", "numbers", "plain_text"]


def number(value: Any) -> float:
    """The number a value stands for, quoted or not; true and false are 1 and 0. NaN when it is none or not finite."""
    try:
        found = float(value) if isinstance(value, (float, int, str)) else math.nan
    except (ValueError, OverflowError):
        return math.nan
    return found if math.isfinite(found) else math.nan


def numbers(values: Sequence[Any]) -> Floats:
    """`number` of each, shape (len(values),)."""
    return np.fromiter(_each(values), np.float64, len(values))


def _each(values: Sequence[Any]) -> Iterable[float]:
    return (value if type(value) is float and math.isfinite(value) else number(value) for value in values)


def plain_text(value: Any) -> str | None:
    """Text as it is and numbers in plain digits (1.0 and 1 are the same number); None for everything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return None
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
