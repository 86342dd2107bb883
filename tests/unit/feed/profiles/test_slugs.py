"""File names for profiles."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import ProfileError
from monitor.feed.profiles.slugs import free_file, slug_of


@given(st.text())
def test_a_slug_is_a_file_name_everywhere_and_a_slug_of_itself(name: str) -> None:
    slug = slug_of(name)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", slug)
    assert len(slug) <= 65
    assert slug_of(slug) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Binance spot", "binance-spot"),
        ("  Café №1: ticker/trades ", "cafe-no1-ticker-trades"),
        ("日本", "feed"),
        ("CON", "con-feed"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_slug_is_readable(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_new_profile_never_gets_the_file_of_another(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        file = free_file(tmp_path, "My feed")
        file.touch()
        names.append(file.name)
    assert names == ["my-feed.toml", "my-feed-2.toml", "my-feed-3.toml"]


def test_the_search_for_a_free_name_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: True)
    with pytest.raises(ProfileError, match="give this one another name"):
        free_file(tmp_path, "x")
