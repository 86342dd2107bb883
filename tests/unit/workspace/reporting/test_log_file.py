"""The log is bounded, and written by one process at a time."""

import logging
from pathlib import Path

import pytest

from monitor.workspace.reporting import log_file
from monitor.workspace.reporting.log_file import LogFile
from monitor.workspace.reporting.log_level import log_level


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("monitor", logging.INFO, "x.py", 1, text, (), None)


def opened(folder: Path) -> LogFile:
    made = LogFile.open_in(folder)
    assert made is not None
    return made


def test_old_files_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "FILE_BYTES", 1000)
    log = opened(tmp_path)
    for number in range(1000):
        log.handle(record(f"line {number}"))
    log.close()
    files = sorted(tmp_path.glob("feedscope.log*"))
    assert len(files) == log_file.FILES
    assert all(file.stat().st_size <= 1000 for file in files)
    assert "line 999" in (tmp_path / "feedscope.log").read_text()


def test_a_second_process_has_a_file_of_its_own_and_the_first_is_free_again_after_it(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    assert (first.path.name, second.path.name) == ("feedscope.log", "feedscope-2.log")
    first.close()
    third = opened(tmp_path)
    assert third.path.name == "feedscope.log"
    second.close()
    third.close()


def test_there_is_an_end_to_how_many_there_are(tmp_path: Path) -> None:
    logs = [opened(tmp_path) for _ in range(8)]
    assert LogFile.open_in(tmp_path) is None
    for log in logs:
        log.close()


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert LogFile.open_in(tmp_path / "file" / "logs") is None


def test_the_end_of_an_earlier_log_can_be_read(tmp_path: Path) -> None:
    log = opened(tmp_path)
    log.handle(record("before"))
    log.close()
    again = opened(tmp_path)
    assert again.last_lines() == "before"
    again.close()


def test_a_full_disk_is_not_told_at_each_record(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = opened(tmp_path)
    log.stream.close()
    log.handle(record("lost"))
    log.stream = None  # type: ignore[assignment]
    log.close()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("said", "level"), [("debug", 10), ("DEBUG ", 10), ("warning", 30), ("", 20), ("loud", 20), ("error", 40)]
)
def test_the_environment_says_how_much_is_logged(said: str, level: int) -> None:
    assert log_level({"FEEDSCOPE_LOG": said}) == level
    assert log_level({"FEEDSCOPE_LOG": said}, verbose=True) == 10
    assert log_level({}) == 20
