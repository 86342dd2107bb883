"""What frequencies regular samples hold."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Peak", "Shape", "Spectrum", "decibels", "peaks", "spectrum", "transforms"]

Shape: TypeAlias = Literal["hann", "rectangular", "blackman"]
"""How the samples of a transform are weighed."""

_FLOOR = 1e-12
"""An amplitude of 0 is written as -240 dB."""
_APART = 3
"""Bins from one peak to the next at least: nearer ones are the shoulders of one."""
_SLOWEST = 2
"""Fewer waves in a transform than this are the drift of the series rather than a frequency."""
_ABOVE = 3.0
"""A peak stands out from the amplitudes near it by this factor."""
_LEAST_REACH = 8
_TRIED = 64
"""Tops looked at, highest first."""


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Amplitudes (of a sine, in the unit of the series) at frequencies in hertz, from 0 to half the rate."""

    frequency: Floats
    amplitude: Floats


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a spectrum stands out; the frequency is finer than its bins."""

    frequency: float
    amplitude: float
    place: int


def spectrum(values: Floats, rate: float, *, size: int, shape: Shape) -> Spectrum:
    """Transforms of `size` samples that overlap by half, put together by their mean power; the mean is taken out."""
    power: Floats = np.square(transforms(values, size=size, shape=shape)).mean(axis=0)
    frequency = np.arange(size // 2 + 1, dtype=np.float64) * (rate / size)
    return Spectrum(frequency, np.sqrt(power))


def transforms(values: Floats, *, size: int, shape: Shape) -> Floats:
    """(n, size // 2 + 1) amplitudes of every stretch of `size` of at least so many samples, the last one whole."""
    first = (len(values) - size) % max(1, size // 2)
    stretches = np.lib.stride_tricks.sliding_window_view(values[first:], size)[:: max(1, size // 2)]
    weights = _weights(size, shape)
    level = stretches - stretches.mean(axis=1, keepdims=True)
    amplitude: Floats = np.abs(np.fft.rfft(level * weights, axis=1)) * (2.0 / weights.sum())
    amplitude[:, 0] *= 0.5
    if size % 2 == 0:
        amplitude[:, -1] *= 0.5
    return amplitude


def decibels(amplitude: Floats) -> Floats:
    """Amplitudes in dB, 0 dB being one of the series' unit."""
    return 20.0 * np.log10(np.maximum(amplitude, _FLOOR))


def peaks(found: Spectrum, *, most: int) -> list[Peak]:
    """The highest places that stand out, highest first."""
    level = found.amplitude
    inner = level[1:-1]
    if len(inner) < _APART:
        return []
    tops = np.flatnonzero((inner > level[:-2]) & (inner >= level[2:])) + 1
    tops = tops[tops >= _SLOWEST]
    chosen: list[int] = []
    for place in tops[np.argsort(level[tops])[::-1]][:_TRIED].tolist():
        apart = all(abs(place - other) >= _APART for other in chosen)
        if len(chosen) < most and apart and level[place] > _ABOVE * _usual(level, place):
            chosen.append(place)
    return [_fine(found, place) for place in chosen]


def _usual(level: Floats, place: int) -> float:
    """The middle of the amplitudes near a place: what a slope is there is no peak."""
    reach = max(_LEAST_REACH, len(level) // 16)
    return float(np.median(level[max(0, place - reach) : place + reach + 1]))


def _fine(found: Spectrum, place: int) -> Peak:
    """The top of a parabola through the logarithms of three neighbours."""
    left, top, right = (math.log(max(float(each), _FLOOR)) for each in found.amplitude[place - 1 : place + 2])
    bend = left - 2.0 * top + right
    shift = 0.5 * (left - right) / bend if bend < 0.0 else 0.0
    step = float(found.frequency[1])
    return Peak((place + shift) * step, math.exp(top - 0.25 * (left - right) * shift), place)


def _weights(size: int, shape: Shape) -> Floats:
    match shape:
        case "hann":
            return np.hanning(size + 1)[:-1]
        case "blackman":
            return np.blackman(size + 1)[:-1]
        case _:
            return np.ones(size)
