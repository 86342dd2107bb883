"""The steps from an address to an open WebSocket, each timed."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.core.clock import Clock

__all__ = ["CONNECT", "HANDSHAKE", "LOOK_UP", "PROXY", "TLS", "Note", "Step", "Steps"]

LOOK_UP = "name look-up"
CONNECT = "connection"
PROXY = "proxy"
TLS = "TLS"
HANDSHAKE = "WebSocket handshake"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was done, how long it took, and what came of it in words."""

    name: str
    seconds: float
    text: str = ""


@dataclass(slots=True)
class Note:
    """Where a step leaves what came of it."""

    text: str = ""


class Steps:
    """What has been done so far. `report` hears of each step as it is done, in the thread that did it."""

    def __init__(self, *, clock: Clock, report: Callable[[Step], None] | None = None) -> None:
        self.done: list[Step] = []
        self.current = ""
        self._clock = clock
        self._report = report
        self._since = clock.monotonic()

    @property
    def seconds(self) -> float:
        """How long the current step has been going on."""
        return self._clock.monotonic() - self._since

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[Note]:
        """Time what happens inside. A step that raises stays the current one."""
        self.current, self._since = name, self._clock.monotonic()
        note = Note()
        yield note
        step = Step(name, self.seconds, note.text)
        self.done.append(step)
        if self._report is not None:
            self._report(step)
