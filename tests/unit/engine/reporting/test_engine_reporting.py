"""An engine in a process of its own: its log arrives over here, its death leaves a report, and it is really killed."""

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import pytest

from monitor.core.clock import SystemClock
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    EngineDown,
    EngineUp,
    Message,
)
from monitor.engine.process import ProcessHost
from monitor.engine.reporting.crash_folder import collect
from monitor.engine.reporting.engine_reporting import ReportingOptions
from monitor.feed.profile import Profile

PROFILE = Profile(name="A", address="ws://127.0.0.1:9/?token=hunter2hunter2", discover=True)


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def until(host: ProcessHost, kind: type[Message]) -> None:
    """Drain until a message of this kind has come."""
    while not any(isinstance(message, kind) for message in host.drain()):
        await host.wait()


async def test_its_records_are_written_here_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="monitor")
    heard: list[object] = []
    host = ProcessHost(clock=SystemClock(), reporting=ReportingOptions(), heed=heard.append)
    await host.start()
    try:
        host.send(OpenFeed("a", PROFILE, secrets={"secret:X": "refused"}))
        while not any("retrying" in message for message in caplog.messages):
            host.drain()
            await asyncio.sleep(0.01)
    finally:
        await host.stop()
    assert heard == [OpenFeed("a", PROFILE, secrets={"secret:X": "refused"})]
    assert "a: connecting" in caplog.messages
    assert all("hunter2" not in message and "refused" not in message for message in caplog.messages)


@pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of Unix")
async def test_its_death_is_written_down_and_it_starts_again(tmp_path: Path) -> None:
    options = ReportingOptions(crashes=tmp_path, about="versions")
    host = ProcessHost(clock=SystemClock(), reporting=options)
    await host.start()
    try:
        await until(host, EngineUp)
        assert host.pid is not None
        os.kill(host.pid, signal.SIGSEGV)
        await until(host, EngineDown)
        ((said, _),) = list(collect(tmp_path))
        assert "Segmentation fault" in said
        assert "child.py" in said
        await until(host, EngineUp)
    finally:
        await host.stop()
    assert left_in(tmp_path) == []
