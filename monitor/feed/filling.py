"""Filling in all texts of a rule at once, each value encoded for the field in which it stands."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, get_args

import msgspec

from monitor.feed.encoding import Encode, as_it_is, in_json, in_url
from monitor.feed.placeholders import slots
from monitor.feed.profiles.lines import KeyPath

__all__ = ["FillText", "filled", "rule_texts"]

_ENCODINGS: Mapping[str, Encode] = {"object": in_json, "array": in_json, "query": in_json, "address": in_url}
"""By the title of a field's type. In all other fields a value stays as it is."""


class FillText(Protocol):
    """Fills one text in. path: its keys from the top of the profile; given: values by name."""

    def __call__(self, text: str, path: KeyPath, /, *, encode: Encode, **given: str) -> str: ...


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


def filled(
    value: Any, kind: Any, path: KeyPath, *, fill_text: FillText, symbols: tuple[str, ...] = (), **given: str
) -> Any:
    """`value`, of the type `kind`, with every text in it filled in.

    An item of a list that holds `${symbol}` becomes one for each of `symbols`. Raises what `fill_text` does.
    """
    if isinstance(value, str):
        return fill_text(value, path, encode=_encoding(kind), **given)
    if isinstance(value, msgspec.Struct):
        members = {
            field.name: filled(
                getattr(value, field.name),
                field.type,
                (*path, field.name),
                fill_text=fill_text,
                symbols=symbols,
                **given,
            )
            for field in msgspec.structs.fields(value)
        }
        return type(value)(**members)
    if isinstance(value, Mapping):
        inner = get_args(kind)[1]
        return {
            name: filled(held, inner, (*path, name), fill_text=fill_text, symbols=symbols, **given)
            for name, held in value.items()
        }
    if isinstance(value, tuple):
        inner = get_args(kind)[0]
        return tuple(
            filled(held, inner, (*path, index), fill_text=fill_text, symbols=symbols, **one)
            for index, held in enumerate(value)
            for one in _turns(held, symbols, given)
        )
    return value


def _turns(held: Any, symbols: tuple[str, ...], given: dict[str, str]) -> Iterator[dict[str, str]]:
    """What is given for each time that an item of a list is filled in."""
    if any(slot.name == "symbol" for _, text in rule_texts(held) for slot in slots(text)):
        for symbol in symbols:
            yield {**given, "symbol": symbol}
    else:
        yield given


def _encoding(kind: Any) -> Encode:
    titles = (str(getattr(each, "title", "")) for each in getattr(kind, "__metadata__", ()))
    return next((_ENCODINGS[title] for title in titles if title in _ENCODINGS), as_it_is)
