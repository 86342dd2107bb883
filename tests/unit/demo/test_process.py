"""monitor.demo.process"""

import asyncio
import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from websockets.asyncio.client import connect
from websockets.sync.client import connect as connect_now

from monitor.core.errors import FeedscopeError
from monitor.demo.names import DEMO_FEEDS
from monitor.demo.process import DemoProcess, own_command


@contextlib.contextmanager
def _stopping(demo: DemoProcess) -> Iterator[DemoProcess]:
    try:
        yield demo
    finally:
        demo.stop()


def _python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_it_serves_the_demo_and_ends_when_told():
    with _stopping(DemoProcess(seed=3)) as demo:
        assert demo.addresses == {}
        demo.start()
        port = demo.wait()
        assert demo.running
        assert demo.addresses == {name: f"ws://127.0.0.1:{port}/{name}" for name in DEMO_FEEDS}
        with connect_now(demo.addresses["market"], proxy=None) as client:
            assert json.loads(client.recv())["symbol"]
    assert not demo.running
    demo.stop()


async def test_an_asyncio_loop_can_wait_for_it_without_standing_still():
    with _stopping(DemoProcess()) as demo:
        demo.start()
        port = await demo.ready()
        async with connect(f"ws://127.0.0.1:{port}/machine", max_queue=None, proxy=None) as client:
            assert json.loads(await client.recv())["type"] == "vibration"


def test_the_child_does_not_outlive_its_parent():
    source = """
import os
from monitor.demo.process import DemoProcess
demo = DemoProcess()
demo.start()
print(demo.wait(), demo._child.pid, flush=True)
os._exit(9)
"""
    parent = subprocess.run(_python(source), capture_output=True, text=True, timeout=30, check=False)
    port, pid = map(int, parent.stdout.split())
    assert parent.returncode == 9
    # The pipe to the child has ended with its parent; what is left is for the child to notice.
    assert _gone(pid), f"the demo on port {port} is an orphan"


def _gone(pid: int) -> bool:
    psutil = pytest.importorskip("psutil")
    try:
        child = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return True
    try:
        child.wait(timeout=20)
    except psutil.TimeoutExpired:
        child.kill()
        return False
    return True


def test_a_child_that_ends_at_once_is_told_with_its_last_words():
    with _stopping(DemoProcess(command=_python("print('this disk is full')"))) as demo:
        demo.start()
        with pytest.raises(FeedscopeError, match="the demo ended before it was ready: this disk is full"):
            demo.wait()
        assert demo.addresses == {}


async def test_a_child_that_says_nothing_is_given_up_in_time():
    with _stopping(DemoProcess(command=_python("import sys; sys.stdin.read()"))) as demo:
        demo.start()
        with pytest.raises(FeedscopeError, match=r"not ready within 0\.05 s"):
            await demo.ready(0.05)
    assert not demo.running


def test_a_child_that_ignores_the_end_of_its_input_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("monitor.demo.process._STOP_SECONDS", 0.2)
    deaf = """
import signal, threading
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("listening on ws://127.0.0.1:1/market", flush=True)
threading.Event().wait()
"""
    demo = DemoProcess(command=_python(deaf))
    demo.start()
    assert demo.wait() == 1
    demo.stop()
    assert not demo.running


def test_a_program_that_is_not_there_is_told():
    with pytest.raises(FeedscopeError, match="the demo cannot be started"):
        DemoProcess(command=["/nowhere/feedscope"]).start()


def test_stopping_before_starting_does_nothing():
    demo = DemoProcess()
    demo.stop()
    assert not demo.running


def test_a_frozen_program_starts_itself_and_a_checkout_starts_the_package(monkeypatch: pytest.MonkeyPatch):
    assert own_command() == [sys.executable, "-m", "monitor"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == [sys.executable]


async def test_starting_twice_starts_one_child():
    with _stopping(DemoProcess()) as demo:
        demo.start()
        port = await demo.ready()
        demo.start()
        assert await asyncio.wait_for(demo.ready(), 10) == port
