"""Work that may hang, on a thread of its own, with a deadline: the answers are fetched, and nobody waits for them."""

import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from monitor.core.clock import Clock
from monitor.core.errors import KeychainError

__all__ = ["Calls"]

T = TypeVar("T")

_MOST = 200
"""Calls under way at a time."""
_MOST_HUNG = 3
"""Threads given up on that may still come back."""
_LOOK = 0.05


class _Call:
    """One piece of work. `begun` and `outcome` are written by the thread, everything else by the owner."""

    def __init__(self, work: Callable[[], Any], then: Callable[[Any], None], clock: Clock) -> None:
        self._work = work
        self._clock = clock
        self.then = then
        self.begun: float | None = None
        self.outcome: object = None
        self.done = threading.Event()

    def run(self) -> None:
        self.begun = self._clock.monotonic()
        try:
            outcome = self._work()
        except BaseException as error:
            # Nobody would ever hear of a fault that ends the thread; it is raised where the answer is fetched.
            outcome = error
        if self.outcome is None:
            self.outcome = outcome
        self.done.set()

    def overdue(self, now: float, seconds: float) -> bool:
        return self.begun is not None and not self.done.is_set() and now - self.begun > seconds


class Calls:
    """One call after the other, in order; one that takes longer than `deadline` seconds is given up.

    `submit` and `settle` may be called from any thread; answers are given by whoever calls `settle`. The thread begins
    with the first call and is a daemon, so that a dialog nobody answers does not keep the program from ending.
    """

    def __init__(self, *, clock: Clock, deadline: float) -> None:
        self._clock = clock
        self._deadline = deadline
        self._lock = threading.RLock()
        self._calls: deque[_Call] = deque()
        self._queue: SimpleQueue[_Call | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._served = False
        """Whether the newest thread serves the queue, and was not given up."""

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._calls)

    def submit(self, work: Callable[[], T], then: Callable[[T | KeychainError], None]) -> None:
        """Have `work` done; `then` is told what it returned, or the KeychainError it raised, with a later `settle`."""
        with self._lock:
            call = _Call(work, then, self._clock)
            self._calls.append(call)
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            if len(self._calls) > _MOST or len(self._threads) > _MOST_HUNG:
                call.outcome = _unanswered()
                call.done.set()
                return
            if not self._served:
                self._begin_thread()
            self._queue.put(call)

    def settle(self) -> bool:
        """Give the answers there are; whether there were any."""
        answered = False
        while (call := self._next()) is not None:
            answered = True
            outcome = call.outcome
            if isinstance(outcome, BaseException) and not isinstance(outcome, KeychainError):
                raise outcome
            call.then(outcome)
        return answered

    def wait(self) -> None:
        """Give all answers, waiting for them as long as their deadlines allow."""
        while self._calls:
            self._calls[0].done.wait(_LOOK)
            self.settle()

    def stop(self) -> None:
        """Let the thread end once it is through; what it still answers is told to nobody."""
        with self._lock:
            self._calls.clear()
            self._queue.put(None)

    def _next(self) -> _Call | None:
        """The first call, once it is answered or given up."""
        with self._lock:
            if not self._calls:
                return None
            call = self._calls[0]
            if call.overdue(self._clock.monotonic(), self._deadline):
                self._give_up(call)
            elif not call.done.is_set():
                return None
            self._calls.popleft()
            return call

    def _give_up(self, call: _Call) -> None:
        # What the thread still comes back with is told to nobody.
        call.outcome = _unanswered()
        old, self._queue = self._queue, SimpleQueue()
        try:
            while True:
                self._queue.put(old.get_nowait())
        except Empty:
            old.put(None)
        self._served = False
        if len(self._calls) > 1:
            self._begin_thread()

    def _begin_thread(self) -> None:
        thread = threading.Thread(target=_serve, args=(self._queue,), name="keychain", daemon=True)
        thread.start()
        self._threads.append(thread)
        self._served = True


def _serve(queue: "SimpleQueue[_Call | None]") -> None:
    while (call := queue.get()) is not None:
        call.run()


def _unanswered() -> KeychainError:
    return KeychainError("The keychain did not answer", advice="It may be waiting for you in a window of its own")
