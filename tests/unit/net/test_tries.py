import asyncio
from typing import cast

from monitor.core.clock import ManualClock
from monitor.core.errors import Fault, FeedscopeError, TransportError
from monitor.net.connecting.steps import Steps
from monitor.net.transport import Connection
from monitor.net.tries import Tries

CONNECTION = cast("Connection", object())
REFUSED = TransportError("refused", fault=Fault.REFUSED)


class Dialler:
    """Makes connections when the test says so."""

    def __init__(self) -> None:
        self.calls: list[asyncio.Future[Connection]] = []
        self.opened: list[Connection] = []
        self.failed: list[FeedscopeError] = []
        self.progress: list[tuple[str, ...]] = []
        self.steps: list[Steps] = []
        self.tries = Tries(
            self.dial,
            clock=ManualClock(),
            on_step=lambda done: self.progress.append(tuple(step.name for step in done)),
            on_open=self.opened.append,
            on_failed=self.failed.append,
            name="try",
        )

    async def dial(self, steps: Steps) -> Connection:
        self.steps.append(steps)
        self.calls.append(asyncio.get_running_loop().create_future())
        return await self.calls[-1]

    async def settled(self) -> None:
        await asyncio.wait(self.tries.pending())


async def test_it_reports_the_connection() -> None:
    dialler = Dialler()
    dialler.tries.begin()
    await asyncio.sleep(0)
    dialler.calls[0].set_result(CONNECTION)
    await dialler.settled()
    assert dialler.opened == [CONNECTION]
    assert dialler.tries.pending() == []


async def test_it_reports_the_failure() -> None:
    dialler = Dialler()
    dialler.tries.begin()
    await asyncio.sleep(0)
    dialler.calls[0].set_exception(REFUSED)
    await dialler.settled()
    assert (dialler.opened, dialler.failed) == ([], [REFUSED])


async def test_a_try_that_is_given_up_or_replaced_reports_nothing() -> None:
    dialler = Dialler()
    dialler.tries.begin()
    await asyncio.sleep(0)
    dialler.tries.begin()
    await asyncio.sleep(0)
    assert dialler.calls[0].cancelled()
    dialler.tries.cancel()
    assert dialler.tries.pending()
    await dialler.settled()
    assert (dialler.opened, dialler.failed) == ([], [])


async def test_it_tells_each_step_as_it_is_done_and_nothing_of_a_try_that_was_given_up() -> None:
    dialler = Dialler()
    dialler.tries.begin()
    await asyncio.sleep(0)
    for name in ("name look-up", "connection"):
        with dialler.steps[0].step(name):
            pass
    await asyncio.sleep(0)
    assert dialler.progress == [(), ("name look-up",), ("name look-up", "connection")]
    with dialler.steps[0].step("TLS"):
        pass
    dialler.tries.cancel()
    await dialler.settled()
    assert len(dialler.progress) == 3
