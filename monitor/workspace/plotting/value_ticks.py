"""Round values for the value axis and how they are written."""

import math
from dataclasses import dataclass
from functools import lru_cache

from monitor.workspace.wording import number

__all__ = ["ValueTicks", "log_ticks", "value_ticks"]

_MULTIPLES = (1.0, 2.0, 5.0, 10.0)
_PLAIN_DIGITS = 9
"""Longer numbers than this are written with a power of ten."""


@dataclass(frozen=True, slots=True)
class ValueTicks:
    """Round values in order, a step of 1, 2 or 5 times a power of ten apart, and their labels."""

    values: tuple[float, ...]
    labels: tuple[str, ...]


def value_ticks(low: float, high: float, most: int) -> ValueTicks:
    """At least two and not many more than `most` round values within low to high, which are finite and apart."""
    step = _step((high - low) / max(most, 1))
    first, last = math.ceil(low / step), math.floor(high / step)
    if last - first > 4 * most + 4:  # The span is too small for numbers this large to tell its ends apart.
        return ValueTicks((), ())
    values = tuple(index * step for index in range(first, last + 1))
    return ValueTicks(values, tuple(_label(value, step) for value in values))


def log_ticks(low: float, high: float, most: int) -> ValueTicks:
    """The same for a logarithmic axis, whose values are above zero: powers of ten, with 2 and 5 where there is room."""
    decades = math.log10(high) - math.log10(low)
    if decades < 1.0:
        return value_ticks(low, high, most)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for multiples in ((1.0, 2.0, 5.0), (1.0,)):
        if decades * len(multiples) <= most:
            break
    every = max(1, math.ceil(decades / max(most, 1))) if len(multiples) == 1 else 1
    powers = (power for power in range(first, last + 1) if power % every == 0)
    # Written as a decimal and read back, since a power of ten is seldom exact.
    values = (float(f"{multiple:.0f}e{power}") for power in powers for multiple in multiples)
    within = tuple(value for value in values if low <= value <= high)
    return ValueTicks(within, tuple(_label(value, 10.0 ** math.floor(math.log10(value) + 1e-9)) for value in within))


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * multiple for multiple in _MULTIPLES if power * multiple >= least * 0.999999)


# Round values come again and again: in the next frame, and in the plot beside.
@lru_cache(maxsize=4096)
def _label(value: float, step: float) -> str:
    if abs(value) < step / 2:
        return "0"
    largest = math.floor(math.log10(abs(value)))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if max(largest, 0) + decimals >= _PLAIN_DIGITS:
        digits = max(0, largest - math.floor(math.log10(step) + 1e-9))
        mantissa, power = f"{value:.{min(digits, 15)}e}".split("e")
        return f"{mantissa}e{int(power)}".replace("-", "\N{MINUS SIGN}")
    return number(value, decimals=decimals)
