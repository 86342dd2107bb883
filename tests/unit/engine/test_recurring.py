import asyncio
import time

from monitor.engine.recurring import Recurring


class Said:
    """Notes what is sent and when."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.times: list[float] = []
        self._changed = asyncio.Event()

    def send(self, text: str) -> None:
        self.texts.append(text)
        self.times.append(time.monotonic())
        self._changed.set()

    async def count(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.texts) < count:
                self._changed.clear()
                await self._changed.wait()


async def test_each_message_comes_again_and_again_at_its_own_pace() -> None:
    said = Said()
    recurring = Recurring((("slow", 0.06), ("fast", 0.02)), send=said.send)
    begin = time.monotonic()
    recurring.start()
    assert said.texts == []
    await said.count(8)
    recurring.stop()
    assert said.texts.count("fast") > said.texts.count("slow") >= 1
    assert said.times[0] - begin >= 0.019


async def test_what_is_stopped_says_nothing_more() -> None:
    said = Said()
    recurring = Recurring((("beat", 0.01),), send=said.send)
    recurring.start()
    await said.count(1)
    recurring.stop()
    recurring.stop()
    before = len(said.texts)
    # Time itself has to pass: some beats long.
    await asyncio.sleep(0.05)
    assert len(said.texts) == before


async def test_starting_again_begins_anew_and_does_not_double() -> None:
    said = Said()
    recurring = Recurring((("beat", 0.02),), send=said.send)
    for _ in range(5):
        recurring.start()
    begin = time.monotonic()
    await said.count(4)
    recurring.stop()
    # Five timers would have brought four messages with the first beat.
    assert time.monotonic() - begin >= 0.075


async def test_nothing_to_say_is_no_trouble() -> None:
    recurring = Recurring((), send=Said().send)
    recurring.start()
    recurring.stop()
