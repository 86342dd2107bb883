"""Where keys stand in a TOML text."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from monitor.feed.profiles.lines import KeyPath, dotted, key_lines, line_of
from tests.helpers.toml_texts import located_toml


def _paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, held in members:
        yield (*path, name)
        yield from _paths(held, (*path, name))


@settings(max_examples=150)
@given(located_toml())
def test_every_key_is_found_on_the_line_it_was_written_on(located: tuple[str, dict[KeyPath, int]]) -> None:
    text, written = located
    assert key_lines(text) == written


@settings(max_examples=100)
@given(located_toml())
def test_the_keys_found_are_those_that_tomllib_reads(located: tuple[str, dict[KeyPath, int]]) -> None:
    text, _ = located
    assert set(key_lines(text)) == set(_paths(tomllib.loads(text)))


def test_an_explicit_table_is_found_at_its_header_even_after_its_children() -> None:
    lines = key_lines("[a.b]\nx = 1\n[a]\ny = 2\n")
    assert (lines[("a",)], lines[("a", "b")], lines[("a", "y")]) == (3, 1, 4)


def test_a_missing_key_is_placed_at_the_table_that_lacks_it() -> None:
    lines = key_lines('name = "x"\n\n[[stream]]\nname = "t"\n[[stream]]\n')
    assert line_of(lines, ("stream", 1, "columns", "price")) == 5
    assert line_of(lines, ("address",)) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("stream", 1, "time", "unit"), "stream[1].time.unit"),
        (("stream", 0, "when", "data.e"), 'stream[0].when."data.e"'),
        (("a b",), '"a b"'),
        ((), ""),
    ],
)
def test_a_key_path_is_written_as_a_reader_writes_it(path: KeyPath, text: str) -> None:
    assert dotted(path) == text
