"""The settings of panels that show relations rather than a course: XY, histogram, spectrum."""

from typing import Literal

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.base import Spec

__all__ = ["HistogramSpec", "SpectrumSpec", "XySpec"]


class XySpec(Spec, frozen=True, tag="xy"):
    """One series over another, over the last `window_seconds`. style: points, or joined in order of time."""

    x: SeriesKey | None = None
    y: tuple[SeriesKey, ...] = ()
    window_seconds: float = 300.0
    style: Literal["points", "line"] = "points"
    equal: bool = False
    """The same distance on both axes stands for the same difference."""


class HistogramSpec(Spec, frozen=True, tag="histogram"):
    """How often which values came in the last `window_seconds`. bins 0: as many as suit the data."""

    series: tuple[SeriesKey, ...] = ()
    window_seconds: float = 300.0
    bins: int = 0
    log: bool = False


class SpectrumSpec(Spec, frozen=True, tag="spectrum"):
    """What frequencies a regularly sampled series holds: now (spectrum) or over time (spectrogram)."""

    series: SeriesKey | None = None
    view: Literal["spectrum", "spectrogram"] = "spectrum"
    size: int = 1024
    """Samples a transform takes, a power of two."""
    window: Literal["hann", "rectangular", "blackman"] = "hann"
    decibel: bool = True
    window_seconds: float = 300.0
    """Of the spectrogram."""
    average: int = 4
    """Transforms a spectrum is put together from."""
