import math

import numpy as np
import pytest

from monitor.core.batch import Floats
from monitor.workspace.analysis.spectrogram import Spectrogram

RATE = 50.0


class Chirp:
    """A wave whose frequency rises by 0.1 Hz a second, and how often it was read."""

    def __init__(self, seconds: float, *, hole: tuple[float, float] = (0.0, 0.0)) -> None:
        time = 1000.0 + np.arange(0.0, seconds, 1 / RATE)
        self.time = time[(time < hole[0]) | (time >= hole[1])]
        self.reads = 0

    def read(self, t0: float, t1: float) -> tuple[Floats, Floats]:
        self.reads += 1
        part = self.time[slice(*np.searchsorted(self.time, (t0, t1)))]
        since = part - 1000.0
        return part, np.sin(2 * np.pi * (2.0 * since + 0.05 * since**2))[None, :]


def made(seconds: float = 60.0) -> Spectrogram:
    return Spectrogram(interval=1 / RATE, size=128, shape="hann", seconds=seconds)


def filled(gram: Spectrogram, chirp: Chirp, end: float) -> Floats:
    newest = float(chirp.time[-1])
    while gram.update(chirp.read, end, newest):
        assert gram.waits(end, newest) in (True, False)
    return gram.picture(gram.last_column(end, newest))


def test_a_rising_tone_rises_in_the_picture() -> None:
    chirp, gram = Chirp(60.0), made()
    picture = filled(gram, chirp, 1060.0)
    known = picture[~np.isnan(picture).any(axis=1)]
    tops = known.argmax(axis=1)
    assert (np.diff(tops) >= 0).all()
    hertz = (tops[-1] + 1) * gram.highest / gram.rows
    assert hertz == pytest.approx(2.0 + 0.1 * 58.5, abs=0.8)


def test_only_new_columns_are_worked_out() -> None:
    chirp, gram = Chirp(60.0), made()
    filled(gram, chirp, 1050.0)
    before = chirp.reads
    filled(gram, chirp, 1050.0 + gram.hop)
    assert chirp.reads == before + 1
    filled(gram, chirp, 1050.0 + gram.hop)
    assert chirp.reads == before + 1


def test_the_newest_columns_come_first_and_a_bounded_number_at_once() -> None:
    chirp = Chirp(600.0)
    gram = Spectrogram(interval=1 / RATE, size=64, shape="hann", seconds=600.0)
    gram.update(chirp.read, 1600.0, float(chirp.time[-1]))
    known = ~np.isnan(gram.picture(gram.last_column(1600.0, float(chirp.time[-1])))).any(axis=1)
    assert known.sum() == chirp.reads == 48
    assert known[-48:].all()


def test_where_samples_are_missing_the_picture_is_empty() -> None:
    chirp, gram = Chirp(60.0, hole=(1020.0, 1030.0)), made()
    picture = filled(gram, chirp, 1060.0)
    last = gram.last_column(1060.0, float(chirp.time[-1]))
    inside = math.floor(1027.0 / gram.hop) - last - 1
    assert np.isnan(picture[inside]).all()
    assert not np.isnan(picture[math.floor(1045.0 / gram.hop) - last - 1]).any()


def test_long_spans_and_large_transforms_stay_within_bounds() -> None:
    gram = Spectrogram(interval=0.001, size=16384, shape="hann", seconds=36_000.0)
    assert gram.columns <= 722
    assert gram.rows <= 512
