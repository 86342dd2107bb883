"""Runs a target on one example after another, stops what hangs, and makes what fails as small as it can be."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from types import FrameType

from tests.fuzz.mutation import Mutator
from tests.fuzz.target import Example, Finding, Target

__all__ = ["Crash", "Hang", "Run", "as_test", "smaller"]

_LONGEST = 5.0
"""Seconds for one example, which takes milliseconds."""


class Hang(Finding):
    """An example took far too long."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An example that does what none may."""

    target: str
    example: Example
    error: BaseException


class Run:
    """Examples without end, the same for the same seed.

    kept:    how many have led to something new. newest: the last one if it has, else None.
    longest: seconds that one may take.
    """

    def __init__(self, target: Target, *, seed: int, longest: float = _LONGEST) -> None:
        self.kept = 0
        self.tried = 0
        self.name = target.name
        self.newest: Example | None = None
        self._target = target
        self._longest = longest
        self._mutator = Mutator(target, Random(f"{target.name} {seed}"))
        self._seen: set[object] = set()

    def seeds(self) -> Crash | None:
        """Try what there is to begin with."""
        return next((crash for each in self._target.seeds if (crash := self.attempt(each)) is not None), None)

    def once(self) -> Crash | None:
        """Try one example more."""
        return self.attempt(self._mutator.example())

    def attempt(self, example: Example) -> Crash | None:
        """Try this one."""
        self.tried += 1
        self.newest = None
        try:
            with _within(self._longest):
                outcome = self._target.run(example)
        except Exception as error:
            return Crash(self._target.name, example, error)
        if outcome not in self._seen and len(self._seen) < 100_000:
            self._seen.add(outcome)
            self._mutator.keep(example)
            self.newest = example
            self.kept += 1
        return None


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises Hang in what runs longer, in the main thread of a system that has an alarm."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Hang(f"it went on for more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def smaller(target: Target, crash: Crash, *, most: int = 3000) -> Crash:
    """The smallest example that was found to fail in the same way."""
    left = most if not isinstance(crash.error, Hang) else 20

    def fails(example: Example) -> Crash | None:
        nonlocal left
        left -= 1
        found = Run(target, seed=0).attempt(example)
        return found if found is not None and type(found.error) is type(crash.error) else None

    best = crash
    changed = True
    while changed and left > 0:
        changed = False
        for candidate in _simpler(best.example):
            if left <= 0:
                break
            found = fails(candidate)
            if found is not None:
                best, changed = found, True
                break
    return best


def _simpler(example: Example) -> Iterator[Example]:
    """What is simpler than an example in one respect, the boldest first."""
    for size in _halves(len(example)):
        for at in range(0, len(example), size):
            yield example[:at] + example[at + size :]
    for at, (delay, data, binary) in enumerate(example):
        if delay:
            yield (*example[:at], (0.0, data, binary), *example[at + 1 :])
        for size in _halves(len(data)):
            for start in range(0, len(data), size):
                yield (*example[:at], (delay, data[:start] + data[start + size :], binary), *example[at + 1 :])


def _halves(size: int) -> Iterator[int]:
    while size > 0:
        yield size
        size //= 2


def as_test(crash: Crash) -> str:
    """A test that fails as long as what was found is not mended, to be put into test_found.py."""
    name = "".join(each if each.isalnum() else "_" for each in crash.target)
    steps = "".join(f"        {step!r},\n" for step in crash.example)
    why = f"{type(crash.error).__name__}: {crash.error}".splitlines()[0][:100]
    return f'def test_{name}() -> None:\n    # {why}\n    replay(\n        "{crash.target}",\n{steps}    )\n'
