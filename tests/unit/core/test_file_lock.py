"""A lock is one process's, and goes with it however it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from monitor.core.file_lock import FileLock

ROOT = Path(__file__).parents[3]

HOLDING = """
import sys
from pathlib import Path
from monitor.core.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_only_one_has_it(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.take()
    assert first.take()
    assert not second.take()
    assert (first.held, second.held) == (True, False)
    first.give_back()
    first.give_back()
    assert second.take()
    second.give_back()


def test_its_folder_is_made(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "new" / "lock")
    assert lock.take()
    lock.give_back()


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    lock = FileLock(path)
    assert not lock.take()
    child.kill()
    child.communicate()
    assert lock.take()
    lock.give_back()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        FileLock(tmp_path / "file" / "lock").take()
