"""Samples of a span of time that moves with the present, read and kept within bounds."""

import math

import numpy as np

from monitor.core.batch import Floats
from monitor.workspace.analysis.reading import Read

__all__ = ["MOST_SAMPLES", "MovingSamples"]

MOST_SAMPLES = 200_000
"""Samples kept at most, and about as many read at a time."""

_UNSETTLED = 2.0
"""Seconds before the newest sample in which further ones may still arrive; they are read again each time."""
_FIRST_SLICE = 1.0
_NARROWEST = 1e-6
_WIDER = 4.0
_PARTS = 10
"""Reads in one `move`, however little they find."""


class MovingSamples:
    """The samples from t0 to t1 of the last `move`.

    What is far back is read slice by slice, newest first, as many in each `move` as its bound allows. Where there are
    too many, every second one is let go, again and again: each `step`-th sample is kept.
    most: samples kept; at_once: about so many are read in one `move`.
    time: (n,) in order. values: (columns, n).
    """

    def __init__(self, read: Read, *, columns: int, most: int = MOST_SAMPLES, at_once: int = MOST_SAMPLES) -> None:
        self._read = read
        self._at_once = at_once
        self._columns = columns
        self._most = most
        self._slice = _FIRST_SLICE
        self._settled: tuple[Floats, Floats] = (np.empty(0), np.empty((columns, 0)))
        self._tail = self._settled
        self._start = self._end = math.inf
        self._odd = self._odd_before = 0  # Samples to pass over until the next one that is kept, on either side.
        self.step = 1

    @property
    def time(self) -> Floats:
        return np.concatenate((self._settled[0], self._tail[0]))

    @property
    def values(self) -> Floats:
        return np.concatenate((self._settled[1], self._tail[1]), axis=1)

    @property
    def count(self) -> int:
        """Samples there are in the span, as far as it has been read; those let go are counted."""
        return self._kept * self.step

    def move(self, t0: float, t1: float, *, newest: float) -> bool:
        """Go to this span; tells whether all of it has been read. newest: the latest time there is any sample of."""
        until = min(t1, math.nextafter(newest, math.inf))
        if not self._end - _UNSETTLED <= until or t0 >= self._end:
            self._forget(until)
        left = self._at_once
        reached = -math.inf
        while reached < until and left > 0:
            reached, read = self._read_on(until, newest - _UNSETTLED)
            left -= max(read, self._at_once // _PARTS)
        while self._start > t0 and left > 0:
            left -= max(self._read_back(t0), self._at_once // _PARTS)
        self._drop_before(t0)
        while self._kept > self._most:
            self._thin()
        complete = self._start <= t0 and reached >= until
        if complete and self.step > 1 and self._kept < self._most // 4:
            self._forget(until)  # There are far fewer than there were: read them all.
            return False
        return complete

    @property
    def _kept(self) -> int:
        return len(self._settled[0]) + len(self._tail[0])

    def _forget(self, end: float) -> None:
        """Begin anew, with what comes before `end`."""
        self.step = 1
        self._settled = self._tail = (np.empty(0), np.empty((self._columns, 0)))
        self._start = self._end = end
        self._odd = self._odd_before = 0

    def _read_on(self, until: float, settled: float) -> tuple[float, int]:
        """Read from where all is settled to `until`, or less where that is much; how far it has come, and how much."""
        start = self._end
        stop = min(until, start + max(self._slice, 2 * _UNSETTLED))
        time, values = self._read(start, stop)
        self._judge(len(time), stop - start)
        self._end = max(start, min(stop, settled))
        place = int(np.searchsorted(time, self._end))
        kept = slice(self._odd, place, self.step)
        self._settled = _joined(self._settled, (time[kept], values[:, kept]))
        self._odd = (self._odd - place) % self.step
        rest = slice(place + self._odd, None, self.step)
        self._tail = time[rest], values[:, rest]
        return stop, len(time)

    def _read_back(self, t0: float) -> int:
        start = max(t0, self._start - self._slice)
        time, values = self._read(start, self._start)
        self._judge(len(time), self._start - start)
        kept = slice((len(time) - 1 - self._odd_before) % self.step, None, self.step) if len(time) else slice(0)
        self._settled = _joined((time[kept], values[:, kept]), self._settled)
        self._odd_before = (self._odd_before - len(time)) % self.step
        self._start = start
        return len(time)

    def _judge(self, read: int, seconds: float) -> None:
        """Choose how much to read the next time by how much it was this time."""
        if seconds >= self._slice or read > self._at_once:
            self._slice = max(_NARROWEST, seconds * min(_WIDER, self._at_once / max(read, 1)))

    def _drop_before(self, t0: float) -> None:
        gone = int(np.searchsorted(self._settled[0], t0))
        if gone:
            self._settled = self._settled[0][gone:], self._settled[1][:, gone:]
        self._start = max(self._start, t0)

    def _thin(self) -> None:
        odd = len(self._settled[0]) % 2
        self._settled = self._settled[0][::2], self._settled[1][:, ::2]
        self._tail = self._tail[0][odd::2], self._tail[1][:, odd::2]
        self._odd += odd * self.step
        self._odd_before += self.step
        self.step *= 2


def _joined(first: tuple[Floats, Floats], second: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    if not len(first[0]) or not len(second[0]):
        return first if len(first[0]) else second
    return np.concatenate((first[0], second[0])), np.concatenate((first[1], second[1]), axis=1)
