"""A crash leaves one report, without secrets; processes are really killed here."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from monitor.core.clock import ManualClock
from monitor.engine.reporting.crash_folder import (
    MOST_REPORTS,
    collect,
    fault_file,
    mark_seen,
    new_report,
    prune,
    unseen,
)
from monitor.engine.reporting.crash_reports import CrashReports

ROOT = Path(__file__).parents[4]

CRASHING = """
import ctypes, os, signal, sys, threading
from pathlib import Path
from monitor.core.clock import SystemClock
from monitor.engine.reporting.crash_reports import CrashReports

SECRET = "hunter2hunter2"
reports = CrashReports(
    Path(sys.argv[1]),
    part="window",
    about=lambda: "Python of the test",
    hide=lambda text: text.replace(SECRET, "…"),
    recent=lambda: ["the last thing it did"],
    clock=SystemClock(),
)
reports.begin()

def raising():
    raise ValueError("refused " + SECRET)

match sys.argv[2]:
    case "well":
        reports.end()
    case "exception":
        raising()
    case "thread":
        thread = threading.Thread(target=raising, name="worker")
        thread.start()
        thread.join()
        reports.end()
    case "wait":
        print("ready", flush=True)
        sys.stdin.read()
    case "null":
        ctypes.string_at(0)
    case "abort":
        os.abort()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of Unix")


def crashed(folder: Path, how: str) -> int:
    """Run a process that ends in this way; its exit status."""
    program = [sys.executable, "-c", CRASHING, str(folder), how]
    return subprocess.run(program, cwd=ROOT, capture_output=True, timeout=50, check=False).returncode


def taken_up(folder: Path) -> list[str]:
    """What the next process finds."""
    reports(folder).take_up("its last line")
    return [report.read_text("utf-8") for report in unseen(folder)]


def reports(folder: Path) -> CrashReports:
    return CrashReports(
        folder, part="window", about=lambda: "versions", hide=str, recent=lambda: ["a line"], clock=ManualClock()
    )


def test_a_process_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    assert crashed(tmp_path, "well") == 0
    assert list(tmp_path.iterdir()) == []


def test_an_exception_nobody_handles_leaves_a_report_without_secrets(tmp_path: Path) -> None:
    assert crashed(tmp_path, "exception") == 1
    (text,) = taken_up(tmp_path)
    assert "ValueError: refused …" in text
    assert "hunter2" not in text
    assert "Python of the test" in text
    assert "the last thing it did" in text


def test_so_does_one_in_a_thread(tmp_path: Path) -> None:
    assert crashed(tmp_path, "thread") == 0
    (text,) = taken_up(tmp_path)
    assert "An error in the thread worker" in text


@pytest.mark.parametrize(
    ("how", "number", "words"),
    [("null", signal.SIGSEGV, "Segmentation fault"), ("abort", signal.SIGABRT, "Aborted")],
)
def test_a_process_the_system_ends_leaves_where_it_was(
    tmp_path: Path, how: str, number: signal.Signals, words: str
) -> None:
    assert crashed(tmp_path, how) == -number
    (text,) = taken_up(tmp_path)
    assert words in text
    assert 'File "<string>"' in text
    assert "its last line" in text
    assert len(taken_up(tmp_path)) == 1


def test_a_process_that_lives_is_left_alone_and_one_that_was_killed_leaves_no_report(tmp_path: Path) -> None:
    program = [sys.executable, "-c", CRASHING, str(tmp_path), "wait"]
    child = subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    assert taken_up(tmp_path) == []
    assert fault_file(tmp_path, pid=child.pid).exists()
    child.kill()
    child.communicate()
    assert taken_up(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.logs
def test_the_same_failure_is_reported_once_and_a_run_leaves_few(tmp_path: Path) -> None:
    writer = reports(tmp_path)

    for line in (0, 0, 1, 2, 3, 4, 5, 6):
        try:
            exec("\n" * line + "raise KeyError")
        except KeyError as error:
            writer.write("It failed", error)
    assert writer.written == len(unseen(tmp_path)) == 5


@pytest.mark.logs
def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    hooks = sys.excepthook, threading.excepthook
    writer = reports(tmp_path / "file" / "crashes")
    try:
        writer.take_up("")
        writer.begin()
        assert writer.write("It failed", ValueError()) is None
        writer.on_loop(None, {"message": "a task was lost"})
    finally:
        writer.end()
        sys.excepthook, threading.excepthook = hooks


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for second in range(MOST_REPORTS + 4):
        new_report(tmp_path, str(second), at=float(second), part="window")
    prune(tmp_path)
    assert [report.read_text() for report in unseen(tmp_path)] == [str(second) for second in range(4, 14)]


def test_a_report_that_was_seen_is_not_offered_again(tmp_path: Path) -> None:
    one = new_report(tmp_path, "one", at=1.0, part="window")
    two = new_report(tmp_path, "two", at=1.0, part="window")
    seen = mark_seen(one)
    assert (seen.read_text(), unseen(tmp_path)) == ("one", (two,))
    assert mark_seen(one) == one


def test_reports_are_for_the_user_alone(tmp_path: Path) -> None:
    assert new_report(tmp_path, "", at=0.0, part="engine").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert unseen(tmp_path / "none") == ()
    assert list(collect(tmp_path / "none")) == []
