"""Messages that wait to be decoded."""

from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Floats

__all__ = ["Backlog"]


class Backlog:
    """Payloads in order with their receive times, taken out in blocks."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self.size = 0
        self._payloads: list[bytes] = []
        self._walls: list[float] = []
        self._counts: list[int] = []

    def __len__(self) -> int:
        return len(self._payloads)

    def add(self, payloads: Sequence[bytes], wall: float, size: int) -> None:
        """Append what one read of `size` bytes brought at `wall`."""
        self._payloads += payloads
        self._walls.append(wall)
        self._counts.append(len(payloads))
        self.size += size

    def take(self) -> tuple[list[bytes], Floats]:
        """All of it: payloads, and receive times (n,) in wall seconds."""
        payloads, received = self._payloads, np.repeat(np.array(self._walls, dtype=np.float64), self._counts)
        self._clear()
        return payloads, received

    @property
    def newest(self) -> bytes:
        """The payload that came last, empty when there is none."""
        return self._payloads[-1] if self._payloads else b""

    def sample(self, most: int) -> list[tuple[bytes, float]]:
        """The newest `most` payloads with their receive times; all of them stay."""
        received = np.repeat(np.array(self._walls, dtype=np.float64), self._counts)
        return list(zip(self._payloads[-most:], received[-most:].tolist(), strict=True))

    def keep_newest(self, count: int) -> int:
        """Give up all but the newest `count`; how many that were."""
        excess = len(self._payloads) - count
        if excess <= 0:
            return 0
        payloads, received = self.take()
        for payload, wall in zip(payloads[excess:], received[excess:].tolist(), strict=True):
            self.add([payload], wall, len(payload))
        return excess
