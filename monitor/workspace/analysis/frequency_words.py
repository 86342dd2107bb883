"""Frequencies and rhythms as the user reads them."""

import math

from monitor.workspace.analysis.rhythm import Rhythm
from monitor.workspace.wording import THIN, count, number

__all__ = ["frequency", "frequency_scale", "interval", "rhythm_words"]

_SCALES = ((1e9, "GHz"), (1e6, "MHz"), (1e3, "kHz"), (1.0, "Hz"), (1e-3, "mHz"), (1e-6, "µHz"))
_TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))
_DIGITS = 4
_MINUTE = 60.0


def frequency_scale(highest: float) -> tuple[float, str]:
    """What one step of an axis up to a frequency stands for in hertz, and what it is called."""
    return next(((step, name) for step, name in _SCALES if highest >= 2.0 * step), _SCALES[-1])


def frequency(hertz: float) -> str:
    """A frequency: "12.4 Hz", "1.25 kHz"."""
    step, name = next(((step, name) for step, name in _SCALES if hertz >= step), _SCALES[-1])
    return f"{_figure(hertz / step)}{THIN}{name}"


def interval(seconds: float) -> str:
    """The time from one sample or wave to the next: "80.6 ms", "2.5 s", "3.2 min"."""
    if seconds >= 2 * _MINUTE:
        return f"{_figure(seconds / _MINUTE)}{THIN}min"
    step, name = next(((step, name) for step, name in _TIMES if seconds >= 0.9995 * step), _TIMES[-1])
    return f"{_figure(seconds / step)}{THIN}{name}"


def rhythm_words(rhythm: Rhythm) -> str:
    """How regular samples are, plainly."""
    rate = frequency(1.0 / rhythm.interval)
    if rhythm.regular:
        filled = f", {count(rhythm.missing)} missing filled in" if rhythm.missing else ""
        return f"regular, {rate}{filled}"
    if math.isinf(rhythm.jitter):
        return f"not regular: samples come in bursts; resampled at {rate}"
    share = f"{min(999.0, 100.0 * rhythm.jitter):.0f}{THIN}%"
    return f"not regular: intervals differ by up to {share}; resampled at {rate}"


def _figure(value: float) -> str:
    decimals = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value)) + 1e-9)) if value else 0
    text = f"{value:.{decimals}f}"
    return number(value, decimals=len(text.rstrip("0").partition(".")[2]) if "." in text else 0)
