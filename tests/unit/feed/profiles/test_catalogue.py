"""The profiles at hand."""

from pathlib import Path

import pytest

from monitor.core.errors import ProfileError, UsageError
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import entries, find, shipped_folder
from monitor.feed.profiles.writing import save_profile


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    save_profile(
        Profile(name="Binance spot", address="wss://b", about="Trades", needs="nothing"), folder / "binance.toml"
    )
    save_profile(Profile(name="OKX", address="wss://o"), folder / "okx.toml")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def test_an_entry_tells_what_the_profile_is(shipped: Path, own: Path) -> None:
    entry, _ = entries(own=own, shipped=shipped)
    assert (entry.name, entry.slug, entry.about, entry.needs) == ("Binance spot", "binance", "Trades", "nothing")
    assert (entry.file, entry.shipped, entry.error) == (shipped / "binance.toml", True, None)
    assert entry.profile is not None


def test_a_broken_file_is_an_entry_with_its_error_and_harms_no_other(shipped: Path, own: Path) -> None:
    (own / "a-broken.toml").write_text("name = 5\n")
    (own / "folder.toml").mkdir()
    (own / "notes.txt").write_text("no profile")
    (own / "._a-broken.toml").write_bytes(b"\x00")
    found = {entry.slug: entry for entry in entries(own=own, shipped=shipped)}
    assert set(found) == {"a-broken", "folder", "binance", "okx"}
    broken = found["a-broken"]
    assert (broken.name, broken.profile, broken.about, broken.needs) == ("a-broken", None, "", "")
    assert broken.error is not None
    assert (broken.error.file, broken.error.line) == (str(own / "a-broken.toml"), 1)


def test_a_profile_of_the_user_takes_the_place_of_a_shipped_one(shipped: Path, own: Path) -> None:
    save_profile(Profile(name="My OKX", address="wss://mine"), own / "OKX.toml")
    assert [(entry.name, entry.shipped) for entry in entries(own=own, shipped=shipped)] == [
        ("Binance spot", True),
        ("My OKX", False),
    ]
    assert find("okx", own=own, shipped=shipped).address == "wss://mine"


def test_folders_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    assert entries(own=tmp_path / "none", shipped=tmp_path / "neither") == ()


@pytest.mark.parametrize("target", ["Binance spot", "BINANCE SPOT", "binance", " Binance ", "BINANCE"])
def test_a_profile_is_found_by_name_and_slug_in_any_case(shipped: Path, own: Path, target: str) -> None:
    assert find(target, own=own, shipped=shipped).address == "wss://b"


def test_a_profile_is_found_by_its_file(shipped: Path, own: Path) -> None:
    assert find(str(shipped / "okx.toml"), own=own, shipped=shipped).name == "OKX"
    with pytest.raises(ProfileError, match="no such file"):
        find("missing.toml", own=own, shipped=shipped)


def test_an_address_becomes_a_profile_that_discovers(shipped: Path, own: Path) -> None:
    for target in ("wss://example.org/a?b=$c", "localhost:8765"):
        profile = find(target, own=own, shipped=shipped)
        assert profile.discover
        assert profile.address == target.replace("$", "$$")


def test_a_profile_whose_name_looks_like_an_address_is_found_first(shipped: Path, own: Path) -> None:
    save_profile(Profile(name="example.org", address="wss://other"), own / "example.toml")
    assert find("example.org", own=own, shipped=shipped).address == "wss://other"


def test_an_unknown_name_is_answered_with_the_nearest(shipped: Path, own: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find("binanc", own=own, shipped=shipped)
    assert "'binanc'" in caught.value.what
    assert caught.value.advice.startswith("Did you mean binance?")
    with pytest.raises(UsageError) as caught:
        find("zzzzzz", own=own, shipped=shipped)
    assert caught.value.advice.startswith("Give an address")


def test_a_broken_profile_that_is_named_tells_its_error(shipped: Path, own: Path) -> None:
    (own / "okx.toml").write_text("oops")
    with pytest.raises(ProfileError, match="this is not TOML"):
        find("okx", own=own, shipped=shipped)


def test_the_shipped_profiles_are_where_they_belong() -> None:
    assert shipped_folder().name == "feeds"
