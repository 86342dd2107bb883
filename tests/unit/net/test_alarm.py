import asyncio
import time

from monitor.net.alarm import Alarm


class Bell:
    """Notes when it is rung."""

    def __init__(self) -> None:
        self.rung: list[float] = []
        self.event = asyncio.Event()
        self.alarm = Alarm(self._ring)

    def _ring(self) -> None:
        self.rung.append(time.monotonic())
        self.event.set()


async def test_it_fires_once_when_due() -> None:
    bell = Bell()
    begin = time.monotonic()
    bell.alarm.set(0.03)
    await bell.event.wait()
    assert len(bell.rung) == 1
    assert bell.rung[0] - begin >= 0.029


async def test_a_time_that_moves_away_keeps_the_timer_and_one_that_comes_nearer_replaces_it() -> None:
    bell = Bell()
    loop = asyncio.get_running_loop()
    timers: list[float] = []
    real = loop.call_at

    def counted(when: float, callback: object, *arguments: object, **more: object) -> asyncio.TimerHandle:
        timers.append(when)
        return real(when, callback, *arguments, **more)  # type: ignore[arg-type]

    loop.call_at = counted  # type: ignore[method-assign,assignment]
    try:
        bell.alarm.set(60.0)
        for _ in range(100):
            bell.alarm.set(120.0)
        assert len(timers) == 1
        bell.alarm.set(-5.0)
        await bell.event.wait()
        assert len(timers) == 2
    finally:
        del loop.call_at
    assert len(bell.rung) == 1


async def test_a_cancelled_alarm_is_silent_and_can_be_set_again() -> None:
    bell = Bell()
    bell.alarm.set(0.0)
    bell.alarm.cancel()
    bell.alarm.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert bell.rung == []
    bell.alarm.set(0.0)
    await bell.event.wait()
