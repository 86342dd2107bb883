"""Writing profiles."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from monitor.core.errors import ProfileError
from monitor.feed.profile import Column, Profile, StreamRule, TimeRule
from monitor.feed.profiles.reading import load_profile, parse_profile
from monitor.feed.profiles.writing import backup_of, dump_profile, save_profile
from tests.helpers.profiles import profiles

_PROFILE = Profile(
    name="Example",
    address="wss://example.org/ws",
    stream=(
        StreamRule(
            name="trade",
            when={"e": "trade"},
            time=TimeRule(path="T", unit="ms"),
            columns={"price": "p", "size": Column(path="q", carry=True)},
        ),
    ),
)


@settings(max_examples=150, deadline=None)
@given(profiles())
def test_a_profile_survives_being_written_and_read(profile: Profile) -> None:
    assert parse_profile(dump_profile(profile), file="x.toml") == profile


@settings(max_examples=30, deadline=None)
@given(profiles())
def test_the_same_profile_is_always_written_the_same(profile: Profile) -> None:
    text = dump_profile(profile)
    assert dump_profile(parse_profile(text, file="x.toml")) == text


def test_small_tables_stand_on_one_line_and_defaults_are_left_out() -> None:
    assert dump_profile(_PROFILE) == (
        "# A feed of Feedscope.\n\n"
        'schema = 1\nname = "Example"\naddress = "wss://example.org/ws"\n\n'
        '[[stream]]\nname = "trade"\n'
        'columns = {price = "p", size = {path = "q", carry = true}}\n'
        'when = {e = "trade"}\ntime = {path = "T", unit = "ms"}\n'
    )


def test_saving_keeps_one_backup_of_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "example.toml"
    save_profile(_PROFILE, path)
    assert not backup_of(path).exists()
    first = path.read_bytes()
    save_profile(Profile(name="Second", address="wss://b"), path)
    save_profile(Profile(name="Third", address="wss://c"), path)
    assert load_profile(path).name == "Third"
    assert load_profile(backup_of(path)).name == "Second"
    assert first
    assert sorted(file.name for file in path.parent.iterdir()) == ["example.toml", "example.toml.bak"]


def test_a_failed_save_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "example.toml"
    save_profile(_PROFILE, path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProfileError, match=r"example\.toml: the profile cannot be saved: No space left"):
        save_profile(Profile(name="New", address="wss://b"), path)
    assert load_profile(path) == _PROFILE
    assert [file.name for file in tmp_path.iterdir()] == ["example.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_profile_that_is_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "collection" / "example.toml"
    link = tmp_path / "example.toml"
    save_profile(_PROFILE, real)
    link.symlink_to(real)
    save_profile(Profile(name="New", address="wss://b"), link)
    assert link.is_symlink()
    assert load_profile(real).name == "New"


def test_text_that_no_file_can_hold_is_a_profile_error(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be saved"):
        save_profile(Profile(name="\ud800", address="wss://b"), tmp_path / "x.toml")
