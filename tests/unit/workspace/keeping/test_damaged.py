"""Whatever a file of settings or state holds, the program starts, says what happened, and loses no file."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.files import backup_of
from monitor.workspace.keeping.memory import Memory
from monitor.workspace.keeping.places import settings_file, state_file
from monitor.workspace.keeping.settings_file import load_settings, save_settings
from monitor.workspace.keeping.state import State, WindowShape, load_state, save_state
from monitor.workspace.settings.settings import Settings

FILES = [settings_file, state_file]
DAMAGE = [b"\xff\xfe\x00", b"= = =", b"[[[[", b"{" * 50_000, b"[" * 50_000, b"\x00" * 100]


@pytest.mark.parametrize("place", FILES)
@pytest.mark.parametrize("damage", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_file_is_set_aside_with_a_message(
    tmp_path: Path, place: Callable[[Path], Path], damage: bytes
) -> None:
    file = place(tmp_path)
    file.write_bytes(damage)
    memory = Memory(tmp_path)
    assert len(memory.problems) == 1
    assert file.name in memory.problems[0]
    assert f"{file.name}.damaged" in memory.problems[0]
    assert not file.exists()
    assert file.with_name(f"{file.name}.damaged").read_bytes() == damage


@pytest.mark.parametrize("place", FILES)
def test_a_folder_in_its_place_is_no_failure_either(tmp_path: Path, place: Callable[[Path], Path]) -> None:
    place(tmp_path).mkdir()
    assert len(Memory(tmp_path).problems) == 1


@pytest.mark.parametrize("place", FILES)
def test_a_file_that_cannot_be_moved_aside_stays_and_is_told(
    tmp_path: Path, place: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = place(tmp_path)
    file.write_bytes(b"\xff")
    monkeypatch.setattr(Path, "replace", refuse)
    assert "could not be moved aside" in Memory(tmp_path).problems[0]
    assert file.read_bytes() == b"\xff"


@pytest.mark.parametrize("place", FILES)
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, place: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    place(tmp_path).write_bytes(b"")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        patch.setattr(Path, "read_bytes", refuse)
        patch.setattr(Path, "read_text", refuse)
        memory = Memory(tmp_path)
    assert any("Permission denied" in problem for problem in memory.problems)


def test_the_settings_before_the_damage_are_in_force(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    save_settings(file, msgspec.structs.replace(Settings(), theme="light"))
    save_settings(file, msgspec.structs.replace(Settings(), theme="dark"))
    file.write_bytes(b"\xff")
    loaded = load_settings(file)
    assert loaded.settings.theme == "light"
    assert "those before it are in force" in loaded.problems[0]


def test_what_was_open_before_the_damage_is_opened(tmp_path: Path) -> None:
    file = state_file(tmp_path)
    save_state(file, State(window=msgspec.Raw(b'{"width":1000}')))
    save_state(file, State())
    file.write_bytes(b"{")
    loaded = load_state(file)
    assert loaded.window == WindowShape(width=1000)
    assert "the one before it is used" in loaded.problems[0]


def test_both_may_be_damaged(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    file.write_bytes(b"\xff")
    backup_of(file).write_bytes(b"\xff")
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert "the usual settings are in force" in loaded.problems[0]


@given(st.binary(max_size=120))
@settings(max_examples=60)
def test_no_bytes_stop_a_start(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    home = tmp_path_factory.mktemp("home")
    settings_file(home).write_bytes(data)
    state_file(home).write_bytes(data)
    memory = Memory(home)
    assert memory.shape == WindowShape()
    assert memory.settings.now is not None


def test_a_home_inside_a_file_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Memory(tmp_path / "file" / "home").problems == []


def test_a_window_apart_takes_the_settings_and_keeps_nothing(tmp_path: Path) -> None:
    save_settings(settings_file(tmp_path), msgspec.structs.replace(Settings(), theme="light"))
    save_state(state_file(tmp_path), State(window=msgspec.Raw(b'{"width":1000}')))
    memory = Memory(tmp_path, apart=True)
    assert (memory.settings.now.theme, memory.shape) == ("light", WindowShape())
    memory.settings.change(theme="dark")
    assert load_settings(settings_file(tmp_path)).settings.theme == "light"


def test_no_place_on_the_screen_is_kept() -> None:
    """Wayland lets no window choose one, and screens come and go."""
    kept = {field.name for field in msgspec.structs.fields(WindowShape)}
    assert kept == {"width", "height", "maximised", "feeds_width"}
