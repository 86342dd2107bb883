"""What a list of messages shows of a log: it moves with what comes, or stands still and counts it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from monitor.workspace.messages.raw_log import RawLog
from monitor.workspace.messages.sieve import Sieve, Take

__all__ = ["Flow", "FlowStep"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FlowStep(Generic[T]):
    """What has changed: all rows are void, those of messages before `first` have left, and these come behind."""

    anew: bool
    first: int
    fresh: list[T]


class Flow(Generic[T]):
    """live: whether the list moves. pending: messages that pass and came while it stood still."""

    def __init__(self, log: RawLog, take: Take[T]) -> None:
        self.pending = 0
        self._log = log
        self._take = take
        self._still: RawLog | None = None
        self._sieve = Sieve(log, take)
        self._counter: Sieve[T] | None = None
        self._anew = True

    @property
    def live(self) -> bool:
        """Whether the list moves with what comes."""
        return self._still is None

    @property
    def held(self) -> RawLog:
        """The log as the list shows it."""
        return self._still or self._log

    def show(self, take: Take[T]) -> None:
        """Show other messages, or the same ones otherwise, from the oldest held on."""
        self._take = take
        self._anew = True
        self._sieve = Sieve(self.held, take)
        if self._still is not None:
            self.pending = 0
            self._counter = Sieve(self._log, take, start=self._still.end)

    def freeze(self) -> None:
        """Stand still; what is shown is kept, also when it leaves the log."""
        if self._still is None:
            self._still = self._log.copy()
            self._sieve = self._sieve.over(self._still)
            self._counter = Sieve(self._log, self._take, start=self._still.end)
            self.pending = 0

    def thaw(self) -> None:
        """Show what has come since, and move with what comes."""
        if self._still is None:
            return
        self._sieve = self._sieve.over(self._log)
        self._still = self._counter = None
        self.pending = 0

    def step(self) -> FlowStep[T]:
        """Work off a little."""
        anew, self._anew = self._anew, False
        if self._counter is not None:
            self.pending += len(self._counter.advance())
        return FlowStep(anew, self.held.first, self._sieve.advance())
