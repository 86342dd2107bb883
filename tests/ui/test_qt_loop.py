"""Connections on Qt's loop, whose add_reader and add_writer are another implementation than asyncio's."""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

import qasync

from monitor.net.alarm import Alarm
from tests.helpers.certificates import Authority
from tests.helpers.connecting import Watcher, failure, happened, open_connection
from tests.helpers.scripted import ScriptedServer, drain, read_head, upgrade, upgrading
from tests.helpers.wire import frame

RunInQt = Callable[[Awaitable[None]], None]


@pytest.fixture
def run(qapp: Any) -> Iterator[RunInQt]:
    """Runs a coroutine on a Qt loop; what nobody handled there fails the test."""
    faults: list[dict[str, Any]] = []

    def on_loop(work: Awaitable[None]) -> None:
        with qasync.QEventLoop(qapp) as loop:
            loop.set_exception_handler(lambda _, context: faults.append(context))
            loop.run_until_complete(asyncio.wait_for(work, 30))

    yield on_loop
    assert faults == []
    # The loop's Qt objects must go in this thread, not when a server's thread happens to collect garbage.
    gc.collect()


@pytest.mark.parametrize("tls", [False, True])
def test_reading_pausing_and_sending_work_as_on_any_loop(run: RunInQt, tls: bool, tmp_path: Path) -> None:
    count = 20_000
    authority = Authority.make(tmp_path)
    big = os.urandom(900_000)
    sent: list[bytes] = []

    def script(sock: Any) -> None:
        sock.sendall(upgrade(read_head(sock)) + b"".join(frame(1, b"%d" % i) for i in range(count)))
        sent.append(drain(sock))

    async def work() -> None:
        with ScriptedServer(script, tls=authority.server() if tls else None) as server:
            watcher = Watcher(await open_connection(server.url(), ca=str(authority.file) if tls else ""))
            await watcher.until(lambda: len(watcher.messages) > 10)
            watcher.connection.pause()
            watcher.connection.send_binary(big)
            await asyncio.sleep(0.01)
            watcher.connection.resume()
            await watcher.until(lambda: len(watcher.messages) == count)
            assert watcher.messages == [b"%d" % i for i in range(count)]
            watcher.connection.close()
            await watcher.end()
            await happened(server.ended)

    run(work())
    assert len(sent[0]) > len(big)


def test_a_descriptor_used_again_is_not_confused_with_its_predecessor(run: RunInQt) -> None:
    async def work() -> None:
        with ScriptedServer(upgrading(frame(1, b"hello"))) as server:
            for _ in range(20):
                watcher = Watcher(await open_connection(server.url()))
                await watcher.until(lambda seen=watcher.messages: seen == [b"hello"])
                await watcher.leave()

    run(work())


def test_failing_and_being_cancelled_work_as_on_any_loop(run: RunInQt) -> None:
    async def work() -> None:
        with ScriptedServer(drain) as server:
            error = await failure(server.url(), connect_seconds=0.1)
            assert "handshake" in error.what
            task = asyncio.ensure_future(open_connection(server.url(), connect_seconds=30.0))
            await asyncio.sleep(0.05)
            server.ended.clear()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await happened(server.ended)

    run(work())


def test_a_timer_that_runs_can_be_set_again(run: RunInQt) -> None:
    """Qt's loop gives a plain handle for a timer, which cannot tell when it is due."""

    async def work() -> None:
        rung = asyncio.Event()
        alarm = Alarm(rung.set)
        alarm.set(60.0)
        alarm.set(120.0)
        alarm.set(0.0)
        await rung.wait()

    run(work())
