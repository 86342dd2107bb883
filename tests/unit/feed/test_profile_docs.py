"""docs/profiles.md beside the profile: every key and every default is told, and every example holds."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from monitor.feed.profile import Limits, Profile
from monitor.feed.profiles.reading import parse_profile

TEXT = (Path(__file__).parents[3] / "docs" / "profiles.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
UNITS = {"MiB": 2**20, "day": 86_400}


def shapes(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """The shape `kind`, and all that are in it."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for field in msgspec.structs.fields(kind):
            yield from shapes(field.type)
    for part in getattr(kind, "__args__", ()):
        yield from shapes(part)


KEYS = sorted({(shape.__name__, field.name) for shape in shapes(Profile) for field in msgspec.structs.fields(shape)})


def test_the_shapes_are_found() -> None:
    assert {shape for shape, _ in KEYS} >= {"Profile", "Limits", "StreamRule", "Column", "KeyRule", "ChannelMap", "Tls"}


@pytest.mark.parametrize(("shape", "key"), KEYS)
def test_every_key_is_told(shape: str, key: str) -> None:
    spans = "\n".join([*re.findall(r"`+([^`]+)`+", TEXT), *EXAMPLES])
    assert re.search(rf"(?<![\w$]){key}(?!\w)", spans), f"{key} of {shape} is not in docs/profiles.md"


def amount(text: str) -> float | None:
    """A default as the document writes it: "16 MiB", "1 day", "100 000", "never", "no"."""
    number, _, unit = text.rpartition(" ") if text.split()[-1] in UNITS else (text, "", "")
    if number in ("never", "no"):
        return None if number == "never" else 0.0
    return float(number.replace(" ", "")) * UNITS.get(unit, 1)


def test_the_limits_have_the_defaults_that_are_told() -> None:
    section = TEXT.partition("### `[limits]`")[2].partition("\n## ")[0]
    told: dict[str, float | None] = {}
    for keys, defaults in re.findall(r"^\| (`.*?`) \| .* \| (.*?) \|$", section, re.MULTILINE):
        names = re.findall(r"`(\w+)`", keys)
        told |= dict(zip(names, map(amount, defaults.split(", ")), strict=True))
    assert told == {field.name: field.default for field in msgspec.structs.fields(Limits)}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_part_of_a_profile_that_can_be_used(example: str) -> None:
    head = 'name = "x"\naddress = "wss://example.org"\n'
    symbols = 'symbols = ["BTCUSDT"]\n' if "${symbol" in example else ""
    profile = parse_profile(f"{head}{symbols}{example}", file="docs/profiles.md")
    assert set(tomllib.loads(example)) <= set(msgspec.to_builtins(profile))
