"""The last lines of the log, held for a crash report."""

import logging
from collections import deque
from collections.abc import Sequence

__all__ = ["Recent"]

_MOST = 100


class Recent(logging.Handler):
    """The newest hundred records, as its formatter writes them."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self._lines: deque[str] = deque(maxlen=_MOST)

    @property
    def lines(self) -> Sequence[str]:
        """Oldest first."""
        return tuple(self._lines)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))
