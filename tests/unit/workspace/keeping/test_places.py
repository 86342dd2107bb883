"""Folders: the platform's, the one that was chosen, and the one beside a portable program."""

import sys
from pathlib import Path

import platformdirs
import pytest

from monitor.workspace.keeping.places import (
    PORTABLE,
    home_folder,
    logs_folder,
    places,
    portable_folder,
    profiles_folder,
    recordings_folder,
    settings_file,
    state_file,
)


def test_the_platform_says_where_things_are_kept() -> None:
    home = Path(platformdirs.user_config_dir("feedscope", appauthor=False))
    assert home_folder({}) == home
    assert profiles_folder({}) == home / "feeds"
    assert logs_folder({}) == Path(platformdirs.user_log_dir("feedscope", appauthor=False))
    assert recordings_folder({}).parent == Path(platformdirs.user_data_dir("feedscope", appauthor=False))
    assert not places({}).portable


def test_the_environment_may_say_otherwise(tmp_path: Path) -> None:
    environment = {"FEEDSCOPE_HOME": str(tmp_path)}
    assert profiles_folder(environment) == tmp_path / "feeds"
    assert logs_folder(environment) == tmp_path / "logs"
    assert recordings_folder(environment) == tmp_path / "recordings"
    assert profiles_folder({**environment, "FEEDSCOPE_FEEDS": "elsewhere"}) == Path("elsewhere")


def test_a_folder_means_the_same_wherever_the_program_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_folder({"FEEDSCOPE_HOME": "kept"}) == tmp_path / "kept"


def test_everything_is_inside_the_home(tmp_path: Path) -> None:
    assert settings_file(tmp_path).parent == tmp_path
    assert state_file(tmp_path).parent == tmp_path


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A frozen program in a folder of its own."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "program" / "feedscope"))
    (tmp_path / "program").mkdir()
    return tmp_path / "program"


def test_a_folder_beside_the_program_makes_it_portable(frozen: Path) -> None:
    assert portable_folder({}) is None
    (frozen / PORTABLE).mkdir()
    found = places({})
    assert found.portable
    assert {found.home, found.logs.parent, found.profiles.parent, found.recordings.parent} == {frozen / PORTABLE}


def test_the_environment_comes_before_the_folder_beside_the_program(frozen: Path, tmp_path: Path) -> None:
    (frozen / PORTABLE).mkdir()
    found = places({"FEEDSCOPE_HOME": str(tmp_path)})
    assert (found.home, found.portable) == (tmp_path, False)


def test_the_folder_stands_beside_an_appimage_and_not_inside(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / PORTABLE).mkdir()
    assert portable_folder({"APPIMAGE": str(tmp_path / "Feedscope.AppImage")}) == tmp_path / PORTABLE


def test_a_program_run_from_its_source_is_not_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / PORTABLE).mkdir()
    assert portable_folder({}) is None
