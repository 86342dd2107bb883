"""From what is typed to the profile that is meant."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import AddressError, FeedscopeError, UsageError
from monitor.workspace.opening import profile_meant

NOWHERE = Path("no such folder")


def test_an_address_becomes_a_feed_that_finds_out_for_itself() -> None:
    profile = profile_meant(" wss://ws.example.net/stream ", own=NOWHERE)
    assert profile.discover
    assert profile.address == "wss://ws.example.net/stream"


def test_a_name_finds_the_users_own_profile(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'schema = 1\nname = "My feed"\naddress = "wss://a.example"\n[[stream]]\nname = "s"\ncolumns = { x = "x" }\n'
    )
    assert profile_meant("my feed", own=tmp_path).name == "My feed"


@pytest.mark.parametrize("text", ["ftp://example.net", "wss://", "wss://exa mple.net/", "wss://host:99999/"])
def test_a_slip_in_an_address_is_told_in_words(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        profile_meant(text, own=NOWHERE)
    assert caught.value.advice


def test_a_name_nobody_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nonesuch"):
        profile_meant("nonesuch", own=tmp_path)


def test_an_endless_paste_is_refused() -> None:
    with pytest.raises(AddressError, match="too long"):
        profile_meant("wss://" + "a" * 10_000, own=NOWHERE)


@given(st.text(max_size=60).filter(lambda text: not text.strip().lower().endswith(".toml")))
def test_whatever_is_typed_opens_or_is_refused_in_words(text: str) -> None:
    with suppress(FeedscopeError):
        assert profile_meant(text, own=NOWHERE).address
