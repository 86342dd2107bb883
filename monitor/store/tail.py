"""The newest samples of a series, side by side, so that they need not be gathered from the rows of all keys."""

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Tail"]

_FIRST_ROOM = 64


class Tail:
    """Samples in order of time, oldest out first once there are more than `most`.

    most: may be raised at any time.
    """

    __slots__ = ("_lost", "_start", "_stop", "_time", "_values", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._time: Floats = np.empty(_FIRST_ROOM)
        self._values: Floats = np.empty(_FIRST_ROOM)
        self._start = 0
        self._stop = 0
        self._lost = -np.inf

    def __len__(self) -> int:
        return self._stop - self._start

    @property
    def bytes(self) -> int:
        """Memory taken, room for samples to come included."""
        return self._time.nbytes + self._values.nbytes

    def covers(self, t0: float) -> bool:
        """Whether every sample from t0 on is here."""
        return t0 > self._lost

    def between(self, t0: float, t1: float) -> tuple[Floats, Floats]:
        """Times and values of the samples with t0 <= time < t1, as views that the next change may overwrite."""
        time = self._time[self._start : self._stop]
        inside = slice(self._start + int(time.searchsorted(t0)), self._start + int(time.searchsorted(t1)))
        return self._time[inside], self._values[inside]

    def around(self, t0: float, t1: float) -> tuple[Floats, Floats, int, int] | None:
        """The same with the next sample on either side, and where t0 and t1 lie in it; None where that is not known."""
        time = self._time[self._start : self._stop]
        first, last = int(time.searchsorted(t0)), int(time.searchsorted(t1))
        if not first and self._lost > -np.inf:
            return None
        left = max(first - 1, 0)
        whole = slice(self._start + left, min(self._start + last + 1, self._stop))
        return self._time[whole], self._values[whole], first - left, last - left

    def append(self, time: Floats, values: Floats, *, in_order: bool = False) -> None:
        """Take in samples that came after all those taken in before, whatever their time.

        in_order: their times are known to be.
        """
        if len(time) > self.most:
            self.forget_until(float(time[: -self.most].max()))
            time, values = time[-self.most :], values[-self.most :]
        self._make_room(len(time))
        newest = self._time[self._stop - 1] if len(self) else self._lost
        ordered = time[0] >= newest and (in_order or len(time) == 1 or bool((time[1:] >= time[:-1]).all()))
        before, self._stop = self._stop, self._stop + len(time)
        self._time[before : self._stop] = time
        self._values[before : self._stop] = values
        if not ordered:
            self._sort(before, float(time.min()))

    def forget_until(self, time: float) -> None:
        """Samples up to this moment may have left; do without them."""
        self._lost = max(self._lost, time)
        held = self._time[self._start : self._stop]
        self._start += int(held.searchsorted(time, side="right"))

    def clear(self) -> None:
        """Begin anew."""
        self._start = self._stop = 0
        self._lost = -np.inf

    def _make_room(self, count: int) -> None:
        spare = self._stop - self._start + count - self.most
        if spare > 0:
            self._lost = max(self._lost, float(self._time[self._start + spare - 1]))
            self._start += spare
        if self._stop + count <= len(self._time):
            return
        kept = slice(self._start, self._stop)
        held = self._stop - self._start
        size = max(_FIRST_ROOM, min(2 * (held + count), self.most + self.most // 4))
        for name in ("_time", "_values"):
            grown = np.empty(size)
            grown[:held] = getattr(self, name)[kept]
            setattr(self, name, grown)
        self._start, self._stop = 0, held

    def _sort(self, before: int, earliest: float) -> None:
        """Put late samples in their places; what is earlier than all that is kept for sure is not kept."""
        first = self._start + int(self._time[self._start : before].searchsorted(earliest, side="right"))
        moved = slice(first, self._stop)
        order = np.argsort(self._time[moved], kind="stable")
        self._time[moved] = self._time[moved][order]
        self._values[moved] = self._values[moved][order]
        self.forget_until(self._lost)
