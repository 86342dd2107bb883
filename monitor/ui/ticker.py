"""The one frame ticker: everything that moves in the window moves because of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from monitor.core.clock import Clock
from monitor.ui.frame_meter import FrameMeter

__all__ = ["Ticker"]

_LATE = 0.016
"""A frame that took longer than this, in seconds, is late."""

_LATE_IN_A_ROW = 2
"""So many late frames one after the other give up the next one, which leaves time for everything else. A single one
is made up for by the timer itself; giving up another for it would only double the stutter."""

_IDLE_AFTER = 30
"""Frames in which nothing was drawn before the ticker slows down."""

_IDLE_INTERVAL = 100


class Ticker(QObject):
    """Calls `draw` at the display's rate; it answers whether it has drawn anything.

    Frames that are late again and again make room for everything else; none is ever queued. When nothing has been
    drawn for half a second there are ten ticks a second, until something is drawn again or `wake` is called.
    """

    def __init__(self, draw: Callable[[], bool], *, clock: Clock, rate: float = 60.0, parent: QObject) -> None:
        super().__init__(parent)
        self._draw = draw
        self._clock = clock
        self._rate = rate
        self._interval = max(4, int(1000.0 / rate))
        self._still = 0
        self._late = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self._interval)
        self._timer.timeout.connect(self._tick)
        self.meter = FrameMeter()

    @property
    def idle(self) -> bool:
        """Whether nothing moves and the ticker has slowed down."""
        return self._still >= _IDLE_AFTER

    def per_second(self) -> float:
        """Frames a second over the last second; what the display cannot show is not counted."""
        return min(self._rate, self.meter.per_second(now=self._clock.monotonic()))

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Tick no more. May be called twice."""
        self._timer.stop()

    def wake(self) -> None:
        """The user has done something: draw with the next tick, and let that come soon."""
        self._still = 0
        self._set_interval(self._interval)

    def painted(self, seconds: float) -> None:
        """The window says that painting took this long; it counts towards the newest frame."""
        self.meter.add_cost(seconds)

    @Slot()
    def _tick(self) -> None:
        self._late = self._late + 1 if self.meter.last_cost > _LATE else 0
        if self._late == _LATE_IN_A_ROW:
            self._late = 0
            self.meter.skip()
            return
        started = self._clock.monotonic()
        drawn = self._draw()
        self.meter.take(at=started, cost=self._clock.monotonic() - started)
        self._still = 0 if drawn else min(self._still + 1, _IDLE_AFTER)
        self._set_interval(_IDLE_INTERVAL if self.idle else self._interval)

    def _set_interval(self, milliseconds: int) -> None:
        if self._timer.interval() != milliseconds:
            self._timer.setInterval(milliseconds)
