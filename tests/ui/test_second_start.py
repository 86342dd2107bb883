"""Whole programs, started twice, killed, and started again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.engine.reporting.crash_folder import unseen
from monitor.workspace.instance.claim import Claim
from monitor.workspace.sharing.writing import dump_shared
from tests.helpers.sharing import SHARED

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 50.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends programs by the signals of Unix")


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "FEEDSCOPE_HOME": str(home),
    }


@contextlib.contextmanager
def window(home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A window that is open and hears at its door; what is left of it is ended."""
    child = subprocess.Popen(
        [sys.executable, "-m", "monitor", "--inline", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=environment(home),
    )
    try:
        until(lambda: child.poll() is not None or _hears(home, child.pid))
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def _hears(home: Path, pid: int) -> bool:
    holder = Claim(home).holder()
    return holder is not None and holder.pid == pid


def until(true: Callable[[], object]) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def start(home: Path, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A second start, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "monitor", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(home),
        timeout=PATIENCE,
        check=False,
    )


def state(home: Path) -> str:
    file = home / "state.json"
    return file.read_text("utf-8") if file.exists() else ""


def ended(child: subprocess.Popen[str]) -> tuple[int, str]:
    output, _ = child.communicate(timeout=PATIENCE)
    return child.returncode, output


def test_a_second_start_hands_over_what_it_was_given_and_leaves(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "desk.feedscope").write_text(dump_shared(SHARED))
    with window(home) as first:
        told = start(home, "desk.feedscope", "ws://127.0.0.1:9/second", folder=folder)
        assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
        until(lambda: "Trading" in state(home) and "127.0.0.1:9/second" in state(home))
        first.send_signal(signal.SIGTERM)
        assert ended(first)[0] == 0
    names = {each["name"] for each in json.loads(state(home))["desks"]["desks"]}
    assert "Trading" in names
    assert not (home / ".window.json").exists()
    assert not (home / ".window.sock").exists()


def test_one_that_was_killed_is_in_nobodys_way_and_its_crash_is_kept(tmp_path: Path) -> None:
    with window(tmp_path) as first:
        first.send_signal(signal.SIGSEGV)
        assert ended(first)[0] == -signal.SIGSEGV
    assert (tmp_path / ".window.sock").exists()
    with window(tmp_path) as second:
        assert second.poll() is None
        crashes = tmp_path / "logs" / "crashes"
        until(lambda: unseen(crashes))
        (report,) = unseen(crashes)
        assert "Segmentation fault" in report.read_text("utf-8")
        second.send_signal(signal.SIGTERM)
        assert ended(second)[0] == 0
    log = (tmp_path / "logs" / "feedscope.log").read_text("utf-8")
    assert log.count("window begins") == 2
    assert log.count("window ends") == 1


@pytest.mark.parametrize("apart", ["--new-window", "--fresh"])
def test_another_window_stands_apart(tmp_path: Path, apart: str) -> None:
    picture = tmp_path / "window.png"
    with window(tmp_path / "home") as first:
        told = start(tmp_path / "home", apart, "--inline", "--screenshot", str(picture), "--after", "0.2")
        assert told.returncode == 0
        assert picture.exists()
        assert first.poll() is None
        logs = sorted(file.name for file in (tmp_path / "home" / "logs").glob("*.log"))
        assert logs == ["feedscope-2.log", "feedscope.log"]


def test_another_home_is_another_window(tmp_path: Path) -> None:
    with window(tmp_path / "a") as first, window(tmp_path / "b") as second:
        assert (first.poll(), second.poll()) == (None, None)


def test_a_home_that_cannot_be_written_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    picture = tmp_path / "window.png"
    told = start(tmp_path / "file" / "home", "--inline", "--screenshot", str(picture), "--after", "0.1")
    assert told.returncode == 0
    assert picture.exists()
