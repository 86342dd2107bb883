"""Tasks are held on to, told about, and ended."""

import asyncio
import gc
import weakref

import pytest

from monitor.core.errors import FeedscopeError
from monitor.ui.tasks import Tasks


async def turns(number: int = 5) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


async def test_a_task_nobody_else_holds_is_not_collected() -> None:
    done = asyncio.Event()
    going = asyncio.Event()

    async def work() -> None:
        await going.wait()
        done.set()

    tasks = Tasks(on_error=pytest.fail)
    tasks.spawn(work(), name="work")
    gc.collect()
    await turns()
    gc.collect()
    going.set()
    await turns()
    assert done.is_set()


async def test_an_error_in_words_is_told() -> None:
    told: list[str] = []
    tasks = Tasks(on_error=lambda error: told.append(error.what))

    async def work() -> None:
        raise FeedscopeError("the demo cannot be started")

    tasks.spawn(work(), name="work")
    await turns()
    assert told == ["the demo cannot be started"]


async def test_a_mistake_of_the_program_goes_to_the_loop() -> None:
    contexts: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: contexts.append(context))

    async def work() -> None:
        raise ValueError("a mistake")

    Tasks(on_error=pytest.fail).spawn(work(), name="sums")
    await turns()
    assert [context["message"] for context in contexts] == ["sums failed"]


async def test_the_end_cancels_and_waits() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("cleaned up")

    tasks = Tasks(on_error=pytest.fail)
    tasks.spawn(work(), name="work")
    await turns()
    await tasks.end()
    assert ended == ["cleaned up"]
    await tasks.end()


async def test_a_task_that_is_done_is_let_go() -> None:
    async def work() -> None:
        return None

    coroutine = work()
    gone = weakref.ref(coroutine)
    Tasks(on_error=pytest.fail).spawn(coroutine, name="work")
    del coroutine
    await turns()
    gc.collect()
    assert gone() is None
