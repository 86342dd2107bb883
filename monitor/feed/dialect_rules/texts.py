"""The texts of a dialect's rule: each with its place, and all of them filled in."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import msgspec

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.encoding import in_json
from monitor.feed.lookup import Lookup
from monitor.feed.placeholders import fill, slots
from monitor.feed.profile import Profile
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.sources import Sources

__all__ = ["render_dialect", "rule_texts"]


def rule_texts(value: Any, path: KeyPath = ("dialect",)) -> Iterator[tuple[KeyPath, str]]:
    """Every text in a rule, with the keys that lead to it from the top of the profile."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from rule_texts(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for name, held in value.items():
            yield from rule_texts(held, (*path, name))
    elif isinstance(value, tuple):
        for index, held in enumerate(value):
            yield from rule_texts(held, (*path, index))


def render_dialect(profile: Profile, sources: Sources) -> DialectRule | None:
    """The rule with every `${…}` filled in, values inside JSON strings escaped. Raises ProfileError.

    An item of a list that holds `${symbol}` becomes one for each symbol.
    """

    def filled(text: str, **given: str) -> str:
        return fill(text, Lookup(profile, sources, key="dialect", **given), encode=in_json)

    return cast(DialectRule | None, _filled(profile.dialect, filled, profile.symbols))


def _filled(value: Any, filled: Callable[..., str], symbols: tuple[str, ...], **given: str) -> Any:
    if isinstance(value, str):
        return filled(value, **given)
    if isinstance(value, msgspec.Struct):
        members = {field.name: getattr(value, field.name) for field in msgspec.structs.fields(value)}
        return type(value)(**{name: _filled(held, filled, symbols, **given) for name, held in members.items()})
    if isinstance(value, Mapping):
        return {name: _filled(held, filled, symbols, **given) for name, held in value.items()}
    if isinstance(value, tuple):
        return tuple(item for held in value for item in _items(held, filled, symbols, given))
    return value


def _items(held: Any, filled: Callable[..., str], symbols: tuple[str, ...], given: Mapping[str, str]) -> Iterator[Any]:
    if any(slot.name == "symbol" for _, text in rule_texts(held) for slot in slots(text)):
        for symbol in symbols:
            yield _filled(held, filled, symbols, **{**given, "symbol": symbol})
    else:
        yield _filled(held, filled, symbols, **given)
