"""What holds for every test: coroutines run, and noise or leftovers fail."""

import asyncio
import inspect
import logging
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# What a test starts keeps its settings and logs here, and not where those of the user are.
_HOME = tempfile.TemporaryDirectory(prefix="feedscope-tests-", ignore_cleanup_errors=True)
os.environ.setdefault("FEEDSCOPE_HOME", _HOME.name)

CAPTURES = Path(__file__).resolve().parents[2] / "shared" / "captures"

_LONGEST = 50.0
_PATIENCE = 5.0


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run `async def` tests on a loop of their own; what they leave running fails them."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    asyncio.run(_alone(pyfuncitem.obj, arguments))
    return True


async def _alone(function: Any, arguments: dict[str, Any]) -> None:
    faults: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
    async with asyncio.timeout(_LONGEST):
        await function(**arguments)
    left = asyncio.all_tasks() - {asyncio.current_task()}
    if left:
        # A task that is ending needs a few turns of the loop.
        await asyncio.wait(left, timeout=1.0)
    still = [task for task in left if not task.done()]
    assert not still, f"the test left tasks running: {still}"
    assert not faults, f"errors nobody handled: {faults}"


@pytest.fixture
def capture_file() -> Any:
    """A function from a capture's name to its path; skips the test, naming the file, where it is absent."""

    def find(name: str) -> Path:
        path = CAPTURES / name
        if not path.exists():
            pytest.skip(f"the recording {name} is not in this checkout")
        return path

    return find


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it is marked `logs`."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected log: {[record.getMessage() for record in loud]}"


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind, once those have had time to end."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + _PATIENCE
    for thread in set(threading.enumerate()) - before:
        if thread.ident is not None:  # Else it is only about to start, and cannot be waited for.
            thread.join(max(0.0, end - time.monotonic()))
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not left, f"the test left threads running: {left}"
    children = multiprocessing.active_children()
    assert not children, f"the test left processes running: {children}"
