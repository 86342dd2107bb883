import asyncio
import threading

import pytest

from monitor.net.worker import in_thread
from tests.helpers.connecting import happened


async def test_the_result_comes_back() -> None:
    name = await in_thread(
        lambda: threading.current_thread().name, interrupt=lambda: None, discard=lambda _: None, name="helper"
    )
    assert name == "helper"


async def test_the_error_comes_back() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await in_thread(fail, interrupt=lambda: None, discard=lambda _: None, name="helper")


async def test_a_cancelled_wait_interrupts_the_work_and_discards_its_late_result() -> None:
    go, begun, discarded = threading.Event(), threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        go.wait(20)
        return "late"

    def discard(result: str) -> None:
        assert result == "late"
        discarded.set()

    task = asyncio.create_task(in_thread(work, interrupt=go.set, discard=discard, name="helper"))
    await happened(begun)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await happened(discarded)


async def test_a_result_that_comes_together_with_the_cancellation_is_discarded() -> None:
    discarded: list[str] = []
    wait = in_thread(lambda: "late", interrupt=lambda: None, discard=discarded.append, name="helper")
    task = asyncio.create_task(wait)
    await asyncio.sleep(0)
    # While the loop stands still the thread ends, and its result is queued before the cancellation.
    for thread in threading.enumerate():
        if thread.name == "helper":
            thread.join(5)
    asyncio.get_running_loop().call_soon(task.cancel)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert discarded == ["late"]


def test_a_loop_that_has_closed_meanwhile_is_no_trouble() -> None:
    go, discarded = threading.Event(), threading.Event()

    async def main() -> None:
        wait = in_thread(lambda: go.wait(20), interrupt=lambda: None, discard=lambda _: discarded.set(), name="x")
        task = asyncio.create_task(wait)
        await asyncio.sleep(0)
        task.cancel()

    asyncio.run(main())
    go.set()
    assert discarded.wait(5)
