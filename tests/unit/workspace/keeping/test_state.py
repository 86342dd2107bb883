"""What was open comes back, and what cannot is told."""

import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.files import backup_of
from monitor.feed.profile import Profile
from monitor.workspace.keeping.state import LoadedState, OpenedFeed, State, WindowShape, load_state, save_state


def raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


def state_of(*names: str) -> State:
    feeds = tuple(raw(OpenedFeed(name, Profile(name=name, address="wss://example.net"))) for name in names)
    return State(feeds=feeds, window=raw(WindowShape(width=800, maximised=True)))


def test_the_state_survives_its_file(tmp_path: Path) -> None:
    save_state(tmp_path / "state.json", state_of("a", "b"))
    loaded = load_state(tmp_path / "state.json")
    assert [feed.feed for feed in loaded.feeds] == ["a", "b"]
    assert loaded.window == WindowShape(width=800, maximised=True)
    assert loaded.problems == ()


def test_without_a_file_nothing_is_open_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert load_state(tmp_path / "state.json") == LoadedState()


def test_a_damaged_file_is_set_aside_and_its_backup_used(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    save_state(path, state_of("a"))
    save_state(path, state_of("a", "b"))
    path.write_bytes(path.read_bytes()[:-20])
    loaded = load_state(path)
    assert [feed.feed for feed in loaded.feeds] == ["a"]
    (problem,) = loaded.problems
    assert "state.json.damaged" in problem
    assert "the one before it is used" in problem
    assert not path.exists()


def test_where_the_backup_is_damaged_too_the_window_starts_empty(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"\xff\xfe")
    backup_of(path).write_bytes(b"[]")
    loaded = load_state(path)
    assert loaded.feeds == ()
    assert "starts empty" in loaded.problems[0]


def test_one_feed_that_cannot_be_read_takes_no_other_with_it(tmp_path: Path) -> None:
    good = state_of("a")
    path = tmp_path / "state.json"
    save_state(path, msgspec.structs.replace(good, feeds=(raw({"feed": 7}), *good.feeds), window=raw("wide")))
    loaded = load_state(path)
    assert [feed.feed for feed in loaded.feeds] == ["a"]
    assert loaded.window == WindowShape()


def test_a_file_of_a_newer_version_is_not_misread(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    save_state(path, State(schema=99))
    assert "newer version" in load_state(path).problems[0]


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_whatever_keep_the_program_from_starting(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.json"
        path.write_bytes(data)
        assert isinstance(load_state(path).feeds, tuple)
