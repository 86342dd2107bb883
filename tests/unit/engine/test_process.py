"""What is special about the engine in a process of its own: it can die, and so can its user."""

import asyncio
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from monitor.core.clock import SystemClock
from monitor.core.errors import EngineError
from monitor.core.state import FeedState
from monitor.engine import process as process_module
from monitor.engine.commands import (
    OpenFeed,
    StopFeed,
)
from monitor.engine.messages import (
    EngineDown,
    EngineUp,
    Message,
)
from monitor.engine.process import ProcessHost
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer

ROOT = Path(__file__).resolve().parents[3]

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


def tick(price: float) -> str:
    return json.dumps({"k": "A", "p": price})


def host_of(talk: Talk) -> ProcessHost:
    assert isinstance(talk.host, ProcessHost)
    return talk.host


def pid_of(talk: Talk) -> int:
    pid = host_of(talk).pid
    assert pid is not None
    return pid


@unix_only
async def test_an_engine_that_dies_is_replaced_and_the_hole_is_shown() -> None:
    async with LiveServer(tick(1.0)) as server, hosting("process") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.until(lambda: talk.prices() == [1.0] and talk.counts().messages == 1)
        first = pid_of(talk)
        os.kill(first, signal.SIGKILL)
        await talk.until(lambda: len(talk.gaps()) == 2)
        (down,) = talk.of(EngineDown)
        assert down.reason == "the engine died (signal 9)"
        assert abs(down.at - time.time()) < 20.0
        assert talk.of(EngineUp) == [EngineUp(), EngineUp(restarted=True)]
        opened, closed = talk.gaps()
        assert (opened.end, opened.reason) == (None, down.reason)
        assert closed == opened.closed(closed.end or 0.0)
        assert opened.start <= down.at <= (closed.end or 0.0)
        await talk.until(lambda: talk.prices() == [1.0, 1.0] and talk.counts().messages == 2)
        assert (talk.counts().gaps, talk.counts().reconnects) == (1, 1)
        assert len(server.visits) == 2
        assert pid_of(talk) != first
        order = [type(message) for message in talk.messages]
        assert order.index(EngineDown) < order.index(type(opened)) < len(order) - 1 - order[::-1].index(EngineUp)


@unix_only
async def test_a_stopped_feed_stays_stopped_in_the_next_engine() -> None:
    async with LiveServer(tick(1.0)) as server, hosting("process") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.state(FeedState.LIVE)
        talk.host.send(StopFeed("feed"))
        await talk.state(FeedState.STOPPED)
        os.kill(pid_of(talk), signal.SIGKILL)
        await talk.until(lambda: len(talk.of(EngineUp)) == 2)
        await talk.until(lambda: talk.messages[-1] not in talk.of(EngineUp))
        await talk.state(FeedState.STOPPED)
        assert len(talk.gaps()) == 1


@unix_only
async def test_commands_given_while_there_is_no_engine_reach_the_next_one() -> None:
    async with LiveServer(tick(1.0)) as server, hosting("process") as talk:
        await talk.until(lambda: bool(talk.of(EngineUp)))
        os.kill(pid_of(talk), signal.SIGKILL)
        await talk.until(lambda: bool(talk.of(EngineDown)))
        assert host_of(talk).pid is None
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await talk.until(lambda: talk.prices() == [1.0])


@unix_only
async def test_an_engine_that_keeps_dying_is_restarted_ever_more_slowly() -> None:
    async with hosting("process") as talk:
        for count in (1, 2):
            await talk.until(lambda count=count: len(talk.of(EngineUp)) == count)  # type: ignore[misc]
            os.kill(pid_of(talk), signal.SIGKILL)
            await talk.until(lambda count=count: len(talk.of(EngineDown)) == count)  # type: ignore[misc]
        host = host_of(talk)
        assert host._restart_at is not None
        assert 0.2 < host._restart_at - time.monotonic() <= 0.5


async def test_stopping_leaves_no_process_behind_and_says_what_was_left() -> None:
    async with LiveServer() as server, hosting("process") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.say(*(tick(number) for number in range(500)))
        await talk.until(lambda: bool(talk.prices()))
        child = psutil.Process(pid_of(talk))
        begin = time.monotonic()
        await talk.host.stop()
        assert time.monotonic() - begin < 3.0
        assert not child.is_running()
        assert multiprocessing.active_children() == []
        assert visit.socket.close_code == 1000
        talk.take()
        assert talk.prices() == list(range(500))
        assert talk.counts().messages == 500
        assert talk.gaps() == []


async def test_stopping_before_the_child_has_come_up_is_quick_too() -> None:
    host = ProcessHost(clock=SystemClock())
    await host.stop()
    other = ProcessHost(clock=SystemClock())
    await other.start()
    await other.stop()
    assert other.pid is None
    assert multiprocessing.active_children() == []


@unix_only
async def test_a_child_that_hangs_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "_GRACE", 0.2)
    async with hosting("process") as talk:
        await talk.until(lambda: bool(talk.of(EngineUp)))
        pid = pid_of(talk)
        os.kill(pid, signal.SIGSTOP)
        begin = time.monotonic()
        await talk.host.stop()
        assert time.monotonic() - begin < 3.0
        assert not psutil.pid_exists(pid)


async def test_a_system_that_starts_no_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    host = ProcessHost(clock=SystemClock())

    def refuse(*_: Any) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
    with pytest.raises(EngineError) as caught:
        await host.start()
    assert str(caught.value) == "the engine process could not be started. Resource temporarily unavailable"
    assert host.pid is None
    await host.stop()


@unix_only
async def test_an_engine_that_cannot_be_restarted_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    async with hosting("process") as talk:
        await talk.until(lambda: bool(talk.of(EngineUp)))
        with monkeypatch.context() as patch:

            def refuse(*_: Any) -> None:
                raise OSError(12, "Cannot allocate memory")

            patch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
            os.kill(pid_of(talk), signal.SIGKILL)
            await talk.until(lambda: len(talk.of(EngineDown)) == 2)
        assert "could not be started. Cannot allocate memory" in talk.of(EngineDown)[1].reason
        patched = host_of(talk)
        patched._restart_at = 0.0
        await talk.until(lambda: len(talk.of(EngineUp)) == 2)


ORPHAN = """
import asyncio, os, sys
from monitor.core.clock import SystemClock
from monitor.engine.commands import OpenFeed
from monitor.engine.process import ProcessHost
from monitor.feed.profile import Profile, Proxy

async def main():
    host = ProcessHost(clock=SystemClock())
    await host.start()
    host.send(OpenFeed("feed", Profile(name="n", address=sys.argv[1], proxy=Proxy("none"))))
    while not any(type(message).__name__ == "FeedStatus" and message.state.connected for message in host.drain()):
        await host.wait()
    print(host.pid, flush=True)
    os._exit(3)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_the_child_ends_when_its_parent_crashes(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    async with LiveServer() as server:
        parent = await asyncio.create_subprocess_exec(
            sys.executable, str(script), server.url, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        out, _ = await parent.communicate()
        assert parent.returncode == 3
        child = int(out)
        visit = await server.visit()
        await visit.over.wait()
        assert visit.socket.close_code == 1000
        with_child = [psutil.Process(child)] if psutil.pid_exists(child) else []
        _, alive = psutil.wait_procs(with_child, timeout=10)
        assert [each.status() for each in alive] in ([], [psutil.STATUS_ZOMBIE])


async def test_messages_survive_the_crossing_unchanged() -> None:
    async with LiveServer(tick(1.25)) as server, hosting("process") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url), raw=True))
        await talk.until(lambda: talk.prices() == [1.25])
        assert all(isinstance(message, Message) for message in talk.messages)
