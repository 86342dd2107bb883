"""One level of an envelope: sparse cells of one width that grow at the end, take late samples and lose old ones."""

import numpy as np
from numpy.typing import NDArray

from monitor.core.batch import Floats
from monitor.store.cells import COUNT, FIELDS, FIRST, HIGH, LAST, LOW, T_FIRST, T_LAST, Cells, Indices

__all__ = ["Level"]

_FIRST_ROOM = 64


class Level:
    """Cells `width` seconds wide, kept sorted in arrays with room at the end and free space at the front."""

    __slots__ = ("_fields", "_index", "_start", "_stop", "width")

    def __init__(self, width: float, cells: Cells | None = None) -> None:
        self.width = width
        self._index: Indices = np.empty(_FIRST_ROOM, np.int64)
        self._fields: Floats = np.empty((FIELDS, _FIRST_ROOM))
        self._start = 0
        self._stop = 0
        if cells is not None:
            self._append(cells)

    def __len__(self) -> int:
        return self._stop - self._start

    @property
    def bytes(self) -> int:
        """Memory taken, room for cells to come included."""
        return self._index.nbytes + self._fields.nbytes

    @property
    def cells(self) -> Cells:
        """All cells, as views that the next change may overwrite."""
        return Cells(self._index[self._start : self._stop], self._fields[:, self._start : self._stop])

    def span(self, t0: float, t1: float) -> slice:
        """Which cells share time with [t0, t1)."""
        index = self.cells.index
        start, stop = np.searchsorted(index, (np.floor(t0 / self.width), np.ceil(t1 / self.width)))
        return slice(int(start), int(stop))

    def merge(self, new: Cells) -> None:
        """Take in cells of samples that came after all those taken in before (whatever their time)."""
        if not len(new.index):
            return
        index, fields = self.cells.index, self.cells.fields
        if not len(index) or new.index[0] > index[-1]:
            self._append(new)
        elif new.index[0] == index[-1]:
            _combine(fields, np.array([len(index) - 1]), new.fields[:, :1])
            self._append(Cells(new.index[1:], new.fields[:, 1:]))
        else:
            where = np.searchsorted(index, new.index)
            known = index[np.minimum(where, len(index) - 1)] == new.index
            _combine(fields, where[known], new.fields[:, known])
            self._insert(where[~known], Cells(new.index[~known], new.fields[:, ~known]))

    def replace(self, indices: Indices, cells: Cells) -> None:
        """Remove the cells at `indices` and put `cells` there, which are some of the same indices or none."""
        index, fields = self.cells.index, self.cells.fields
        gone = np.searchsorted(index, indices)
        stay = np.searchsorted(index, cells.index)
        fields[:, stay] = cells.fields
        gone = np.setdiff1d(gone, stay, assume_unique=True)
        if len(gone) and gone[-1] == len(gone) - 1:
            self._start += len(gone)
        elif len(gone):
            self._refill(Cells(np.delete(index, gone), np.delete(fields, gone, axis=1)))

    def _append(self, new: Cells) -> None:
        needed = self._stop + len(new.index)
        if needed > len(self._index):
            self._refill(self.cells, room=len(new.index))
        stop = self._stop + len(new.index)
        self._index[self._stop : stop] = new.index
        self._fields[:, self._stop : stop] = new.fields
        self._stop = stop

    def _insert(self, where: NDArray[np.intp], new: Cells) -> None:
        if len(where):
            index, fields = self.cells.index, self.cells.fields
            self._refill(Cells(np.insert(index, where, new.index), np.insert(fields, where, new.fields, axis=1)))

    def _refill(self, cells: Cells, room: int = 0) -> None:
        """Move to fresh arrays an eighth larger than needed: growth stays linear and little memory lies idle."""
        count = len(cells.index)
        size = max(_FIRST_ROOM, (count + room) * 9 // 8)
        index, fields = np.empty(size, np.int64), np.empty((FIELDS, size))
        index[:count], fields[:, :count] = cells.index, cells.fields
        self._index, self._fields, self._start, self._stop = index, fields, 0, count


def _combine(fields: Floats, where: NDArray[np.intp], new: Floats) -> None:
    """Merge cell by cell. At equal times the first is who came first, the last who came last."""
    old = fields[:, where]
    earlier = new[T_FIRST] < old[T_FIRST]
    later = new[T_LAST] >= old[T_LAST]
    for time, value, newer in ((T_FIRST, FIRST, earlier), (T_LAST, LAST, later)):
        old[time] = np.where(newer, new[time], old[time])
        old[value] = np.where(newer, new[value], old[value])
    np.fmin(old[LOW], new[LOW], out=old[LOW])
    np.fmax(old[HIGH], new[HIGH], out=old[HIGH])
    old[COUNT] += new[COUNT]
    fields[:, where] = old
