"""One process, one log: set up once, taken down without a trace, never a reason not to start."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.core.clock import ManualClock
from monitor.engine.commands import OpenFeed
from monitor.engine.reporting.crash_folder import fault_file, unseen
from monitor.feed.profile import Profile
from monitor.workspace.reporting.reporting import Reporting

SECRET = "hunter2hunter2"


def made(folder: Path | None, *, echo: bool = False) -> Reporting:
    return Reporting(
        folder,
        part="window",
        level=logging.INFO,
        about=lambda: "versions",
        environment={"EXAMPLE": SECRET},
        clock=ManualClock(),
        echo=echo,
    )


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("monitor")
    levels, hooks = (root.level, ours.level), (sys.excepthook, threading.excepthook)
    yield
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
    sys.excepthook, threading.excepthook = hooks


def test_what_is_logged_is_in_the_file_without_secrets(tmp_path: Path) -> None:
    reporting = made(tmp_path)
    reporting.begin()
    profile = Profile(name="A", address="wss://example.net/?key=${env:EXAMPLE}")
    reporting.known.heed(OpenFeed("a", profile))
    logging.getLogger("monitor.test").info("refused %s", SECRET)
    logging.getLogger("monitor.test").debug("a detail")
    logging.getLogger("somebody.else").info("chatter")
    reporting.end()
    assert reporting.file == tmp_path / "feedscope.log"
    text = reporting.file.read_text("utf-8")
    assert "monitor.test: refused …" in text
    assert all(word not in text for word in (SECRET, "detail", "chatter"))
    assert text.splitlines()[-1].endswith("window ends")


def test_nothing_is_left_of_it_in_the_process(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    reporting = made(tmp_path)
    reporting.begin()
    reporting.end()
    assert logging.getLogger().handlers == before
    assert list((tmp_path / "crashes").iterdir()) == []


def test_a_crash_of_before_is_reported_with_the_lines_of_its_own_log(tmp_path: Path) -> None:
    (tmp_path / "crashes").mkdir()
    fault_file(tmp_path / "crashes", pid=1).write_text("Fatal Python error: Aborted")
    (tmp_path / "feedscope.log").write_text("what it did last\n")
    reporting = made(tmp_path)
    reporting.begin()
    reporting.end()
    assert reporting.crash_folder is not None
    (report,) = unseen(reporting.crash_folder)
    text = report.read_text("utf-8")
    assert "Fatal Python error: Aborted" in text
    assert "what it did last" in text


def test_a_folder_that_cannot_be_written_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    reporting = made(tmp_path / "file" / "logs")
    reporting.begin()
    logging.getLogger("monitor.test").info("told to nobody")
    reporting.end()
    assert reporting.file is None


def test_no_folder_writes_nothing(tmp_path: Path) -> None:
    reporting = made(None)
    reporting.begin()
    reporting.end()
    assert (reporting.file, reporting.crash_folder, reporting.for_engine.crashes) == (None, None, None)


def test_all_of_it_is_told_in_the_terminal_if_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reporting = made(tmp_path, echo=True)
    reporting.begin()
    logging.getLogger("monitor.test").info("said aloud")
    reporting.end()
    assert "said aloud" in capsys.readouterr().err


@pytest.mark.logs
def test_of_errors_the_terminal_is_told_anyway(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reporting = made(tmp_path)
    reporting.begin()
    logging.getLogger("monitor.test").info("quiet")
    logging.getLogger("monitor.test").error("loud")
    reporting.end()
    told = capsys.readouterr().err
    assert "loud" in told
    assert "quiet" not in told
