"""Files are whole or as they were."""

from pathlib import Path

import pytest

from monitor.core.files import backup_of, replace_file, set_aside


def test_a_file_is_written_with_its_folder_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    replace_file(path, b"one")
    assert path.read_bytes() == b"one"
    assert path.stat().st_mode & 0o077 == 0
    assert not backup_of(path).exists()


def test_what_stood_there_becomes_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    for data in (b"one", b"two", b"three"):
        replace_file(path, data)
    assert (path.read_bytes(), backup_of(path).read_bytes()) == (b"three", b"two")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["state.json", "state.json.bak"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state.json"
    replace_file(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new", backup=False)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"{")
    aside = set_aside(path)
    assert (path.exists(), aside.read_bytes()) == (False, b"{")
