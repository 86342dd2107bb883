"""Log records on their way from the engine's process into the one log, which the other process writes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from monitor.core.clock import Clock

__all__ = ["Logged", "PassingHandler", "write_record"]

_MOST_A_SECOND = 100


@dataclass(frozen=True, slots=True)
class Logged:
    """One record: when (wall seconds), the level as in `logging`, whose, and its text with a traceback if any."""

    at: float
    level: int
    name: str
    text: str


class PassingHandler(logging.Handler):
    """Hands each record on as a message, from whatever thread; more than a hundred a second are only counted.

    pass_on: must be safe to call from any thread.
    """

    def __init__(self, pass_on: Callable[[Logged], None], *, clock: Clock, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self._pass_on = pass_on
        self._clock = clock
        self._since = clock.monotonic()
        self._count = 0
        self._lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        now = self._clock.monotonic()
        if now - self._since >= 1.0:
            self._tell_lost()
            self._since, self._count, self._lost = now, 0, 0
        self._count += 1
        if self._count > _MOST_A_SECOND:
            self._lost += 1
        else:
            self._pass_on(Logged(record.created, record.levelno, record.name, self.format(record)))

    def _tell_lost(self) -> None:
        if self._lost:
            text = f"{self._lost} records of the engine were left out"
            self._pass_on(Logged(self._clock.wall(), logging.WARNING, __name__, text))


def write_record(told: Logged) -> None:
    """Put a record of the engine's process into the log of this one, as of the time it was made."""
    logger = logging.getLogger(told.name)
    if not logger.isEnabledFor(told.level):
        return
    record = logger.makeRecord(told.name, told.level, "engine", 0, told.text, (), None)
    record.created = told.at
    record.msecs = (told.at % 1.0) * 1000.0
    record.processName = "engine"
    logger.handle(record)
