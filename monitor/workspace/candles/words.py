"""What is said of one candle: the pairs of a short line, and the same as a sentence."""

import math
from dataclasses import dataclass

from monitor.workspace.wording import THIN, count, number

__all__ = ["CandleWords", "amount"]

_SPELT = {"O": "open", "H": "high", "L": "low", "C": "close", "V": "volume"}


@dataclass(frozen=True, slots=True)
class CandleWords:
    """One candle, to be written with so many decimals. change: from open to close, as a share; NaN: not known."""

    when: str
    open: float
    high: float
    low: float
    close: float
    volume: float
    decimals: int

    @property
    def change(self) -> str:
        """From open to close in per cent: "+0.42 %"."""
        share = (self.close / self.open - 1.0) * 100.0 if self.open else math.nan
        if math.isnan(share):
            return ""
        sign = "+" if round(share, 2) > 0.0 else ""
        return f"{sign}{number(share, decimals=2)}{THIN}%"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Letter and value, in the order they are read."""
        values = (("O", self.open), ("H", self.high), ("L", self.low), ("C", self.close))
        priced = tuple((letter, number(value, decimals=self.decimals)) for letter, value in values)
        return (*priced, ("V", amount(self.volume)))

    @property
    def sentence(self) -> str:
        """All of it, for those who do not see it."""
        said = (f"{_SPELT[letter]} {value}" for letter, value in self.pairs)
        return ", ".join(filter(None, (self.when, *said, self.change)))


def amount(value: float) -> str:
    """A volume in few digits: "0.0125", "812.4", "12 480", "3.4 M"."""
    if not math.isfinite(value):
        return number(value)
    for unit, size in (("G", 1e9), ("M", 1e6)):
        if abs(value) >= size:
            return f"{value / size:.3g}{THIN}{unit}"
    if abs(value) >= 1000.0 or value.is_integer():
        return count(round(value))
    return number(float(f"{value:.4g}"))
