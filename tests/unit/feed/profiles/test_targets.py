"""What a user may mean who names a feed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.targets import TargetKind, kind_of, profile_at
from monitor.feed.sources import Sources
from monitor.feed.templates import render_address


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("wss://example.org/x.toml", TargetKind.ADDRESS),
        ("https://example.org", TargetKind.ADDRESS),
        ("my.toml", TargetKind.FILE),
        ("C:\\feeds\\My.TOML", TargetKind.FILE),
        ("okx", TargetKind.NAME),
        ("Binance spot", TargetKind.NAME),
        ("v1.2 of mine", TargetKind.NAME),
        ("example.org/ws", TargetKind.NAME_OR_ADDRESS),
        ("localhost", TargetKind.NAME_OR_ADDRESS),
        ("localhost:8765", TargetKind.NAME_OR_ADDRESS),
        (":8765", TargetKind.NAME_OR_ADDRESS),
    ],
)
def test_the_kind_of_a_target_shows_in_its_text(target: str, kind: TargetKind) -> None:
    assert kind_of(target) is kind


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("wss://me:secret@Stream.Example.org/ws?token=1", "stream.example.org ws"),
        ("ws://localhost:8765", "localhost:8765"),
        ("localhost:8765/x", "localhost:8765 x"),
        ("wss://[::1]:1/", "::1:1"),
        ("wss://[::1", "wss://[::1"),
        (":8765", ":8765"),
        ("ws://h:port/", "ws://h:port/"),
    ],
)
def test_a_profile_for_an_address_is_called_after_host_and_path(address: str, name: str) -> None:
    profile = profile_at(address)
    assert profile.name == name
    assert profile.discover


@given(st.text().filter(str.strip))
def test_whatever_is_pasted_as_an_address_is_connected_to_as_it_is(address: str) -> None:
    profile = profile_at(address)
    assert list(problems(profile)) == []
    assert render_address(profile, Sources()) == address
