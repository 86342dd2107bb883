"""What each function of a formula means, worked out from the whole history sample by sample, as plainly as can be."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from monitor.core.batch import Floats

__all__ = ["PLAIN", "held", "union"]

Plain = Callable[[Sequence[float], Sequence[float]], list[float]]


def _windowed(reduce: Callable[[list[float]], float], *, span: float = math.inf, count: int = 0) -> Plain:
    def work_out(times: Sequence[float], values: Sequence[float]) -> list[float]:
        results = []
        for i, now in enumerate(times):
            inside = [v for t, v in zip(times[: i + 1], values[: i + 1], strict=True) if t > now - span]
            results.append(math.nan if count and len(inside) < count else reduce(inside[-count:]))
        return results

    return work_out


def _deviation(values: list[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def _score(values: list[float]) -> float:
    off = _deviation(values)
    return (values[-1] - math.fsum(values) / len(values)) / off if off > 0 else math.nan


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _linear(values: list[float]) -> float:
    weights = range(1, len(values) + 1)
    return math.fsum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)


def _ema(share: float) -> Plain:
    def work_out(_times: Sequence[float], values: Sequence[float]) -> list[float]:
        results: list[float] = []
        for value in values:
            results.append(results[-1] + share * (value - results[-1]) if results else value)
        return results

    return work_out


def _ema_span(seconds: float) -> Plain:
    def work_out(times: Sequence[float], values: Sequence[float]) -> list[float]:
        results: list[float] = []
        for i, value in enumerate(values):
            if results:
                kept = math.exp(-(times[i] - times[i - 1]) / seconds)
                results.append(kept * results[-1] + (1.0 - kept) * value)
            else:
                results.append(value)
        return results

    return work_out


def _rsi(count: int) -> Plain:
    def smoothed(changes: list[float]) -> list[float]:
        results = [math.nan] * len(changes)
        for i in range(count - 1, len(changes)):
            if i == count - 1:
                results[i] = _mean(changes[:count])
            else:
                results[i] = results[i - 1] + (changes[i] - results[i - 1]) / count
        return results

    def work_out(_times: Sequence[float], values: Sequence[float]) -> list[float]:
        changes = [b - a for a, b in pairwise(values)]
        up = smoothed([max(change, 0.0) for change in changes])
        down = smoothed([max(-change, 0.0) for change in changes])
        strengths = [100 * u / (u + d) if u + d else 50.0 for u, d in zip(up, down, strict=True)]
        return [math.nan, *strengths][: len(values)]

    return work_out


def _slope(times: Sequence[float], values: Sequence[float]) -> list[float]:
    results = []
    for i, now in enumerate(times):
        earlier = [j for j in range(i) if times[j] < now]
        results.append((values[i] - values[earlier[-1]]) / (now - times[earlier[-1]]) if earlier else math.nan)
    return results


def _integral(times: Sequence[float], values: Sequence[float]) -> list[float]:
    pieces = [(values[i] + values[i - 1]) / 2 * (times[i] - times[i - 1]) if i else 0.0 for i in range(len(times))]
    return [math.fsum(pieces[: i + 1]) for i in range(len(times))]


def _running_total(_times: Sequence[float], values: Sequence[float]) -> list[float]:
    return [math.fsum(values[: i + 1]) for i in range(len(values))]


def _lag(count: int) -> Plain:
    return lambda _times, values: [values[i - count] if i >= count else math.nan for i in range(len(values))]


def _lag_span(seconds: float) -> Plain:
    def work_out(times: Sequence[float], values: Sequence[float]) -> list[float]:
        before = [[v for t, v in zip(times, values, strict=True) if t <= now - seconds] for now in times]
        return [past[-1] if past else math.nan for past in before]

    return work_out


def _changed(back: Plain) -> Plain:
    def work_out(times: Sequence[float], values: Sequence[float]) -> list[float]:
        return [now - before for now, before in zip(values, back(times, values), strict=True)]

    return work_out


def _amplitude(frequency: float, count: int) -> Plain:
    def work_out(times: Sequence[float], values: Sequence[float]) -> list[float]:
        results = [math.nan] * len(values)
        for i in range(count - 1, len(values)):
            t = np.array(times[i - count + 1 : i + 1])
            v = np.array(values[i - count + 1 : i + 1])
            turns = np.exp(-2j * np.pi * frequency * (t - t[0]))
            results[i] = float(2.0 / count * abs(((v - v.mean()) * turns).sum()))
        return results

    return work_out


PLAIN: dict[str, Plain] = {
    "sma(x, 3s)": _windowed(_mean, span=3),
    "sma(x, 1)": _windowed(_mean, count=1),
    "sma(x, 2)": _windowed(_mean, count=2),
    "sma(x, 7)": _windowed(_mean, count=7),
    "sum(x, 500ms)": _windowed(math.fsum, span=0.5),
    "std(x, 2s)": _windowed(_deviation, span=2),
    "std(x, 5)": _windowed(_deviation, count=5),
    "zscore(x, 4)": _windowed(_score, count=4),
    "highest(x, 1s)": _windowed(max, span=1),
    "highest(x, 3)": _windowed(max, count=3),
    "lowest(x, 4s)": _windowed(min, span=4),
    "count(x, 2s)": _windowed(len, span=2),
    "rate(x, 2s)": _windowed(lambda values: len(values) / 2, span=2),
    "wma(x, 4)": _windowed(_linear, count=4),
    "ema(x, 1)": _ema(1.0),
    "ema(x, 9)": _ema(0.2),
    "ema(x, 2s)": _ema_span(2.0),
    "ema(x, 1ms)": _ema_span(0.001),
    "rsi(x, 5)": _rsi(5),
    "derivative(x)": _slope,
    "integral(x)": _integral,
    "cumsum(x)": _running_total,
    "delta(x)": _changed(_lag(1)),
    "delta(x, 3)": _changed(_lag(3)),
    "delta(x, 1s)": _changed(_lag_span(1.0)),
    "lag(x, 1)": _lag(1),
    "lag(x, 5)": _lag(5),
    "lag(x, 2s)": _lag_span(2.0),
    "fft_magnitude(x, 1.5, 6)": _amplitude(1.5, 6),
}
"""By formula; `x` stands for the series."""


def held(times: Floats, values: Floats, at: float) -> float:
    """The last value not after a moment, held for five minutes or ten mean intervals so far; NaN when there is none."""
    past = np.flatnonzero(times <= at)
    if not len(past):
        return math.nan
    last = int(past[-1])
    usual = (times[last] - times[0]) / last if last else 0.0
    return float(values[last]) if at - times[last] <= max(300.0, 10.0 * usual) else math.nan


def union(*times: Floats) -> Floats:
    """All distinct moments."""
    return np.unique(np.concatenate(times))
