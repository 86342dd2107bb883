"""The values that the rules of dialects hold, as texts a form can show and take."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from monitor.core.secrecy import looks_secret
from monitor.feed.dialect_rules.calls import HubCall, Operation
from monitor.feed.dialect_rules.channels import ChannelToJoin
from monitor.feed.placeholders import slots
from monitor.workspace.adding.options import NotUsable

__all__ = ["Form", "form_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type are shown and taken.

    text:  of a value. value: of a text, and of the value that stood there before; raises NotUsable.
    lines: more than one for what takes several.
    plain: any text is good, and stands for itself.
    """

    text: Callable[[Any], str]
    value: Callable[[str, Any], Any]
    lines: int = 1
    choices: tuple[str, ...] = ()
    switch: bool = False
    number: bool = False
    plain: bool = False


def form_of(kind: Any) -> Form | None:
    """The form for values of a field's type, None where there is none for it."""
    if get_origin(kind) is Annotated:
        return Form(str, lambda text, _: text.strip())
    if get_origin(kind) is Literal:
        return _choice(get_args(kind))
    if get_origin(kind) is tuple:
        return _LISTS.get(get_args(kind)[0]) or _list_of_texts(get_args(kind)[0])
    if get_origin(kind) is dict:
        return Form(_pairs_text, _pairs, lines=2)
    if kind is bool:
        return Form(lambda value: "on" if value else "", lambda text, _: bool(text), switch=True)
    if kind is float:
        return Form(lambda value: f"{value:g}", lambda text, _: _amount(text), number=True)
    return Form(str, lambda text, _: text.strip(), plain=True) if kind is str else None


def _choice(values: tuple[Any, ...]) -> Form:
    by_text = {str(value): value for value in values}
    return Form(str, lambda text, before: by_text.get(text, before), choices=tuple(by_text))


def _list_of_texts(kind: Any) -> Form | None:
    if kind is not str and get_origin(kind) is not Annotated and not isinstance(kind, UnionType):
        return None
    return Form("\n".join, lambda text, _: tuple(dict.fromkeys(_lines(text))), lines=2)


def _lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _amount(text: str) -> float:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise NotUsable("Write a number") from None
    if not 0.0 <= value < float("inf"):
        raise NotUsable("Write a number from 0 on")
    return value


# --- pairs ----------------------------------------------------------------------------------------------------------


def _pairs_text(pairs: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in pairs.items())


def _pairs(text: str, _before: Any) -> dict[str, str]:
    pairs = {}
    for line in _lines(text):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not name:
            raise NotUsable("Write “name: value” on each line")
        if looks_secret(name) and value and not any(True for _ in slots(value)):
            raise NotUsable(f"This goes into a file: write {name}: ${{secret:name}}, or ${{env:NAME}}")
        pairs[name] = value
    return pairs


# --- lists of structs -----------------------------------------------------------------------------------------------

_WITH_JSON = re.compile(r"(?P<name>[^\s\[{]\S*)(?:\s+(?P<json>[\[{].*))?")


def _named(line: str, opening: str) -> tuple[str, str]:
    """A name, and what stands behind it as JSON."""
    found = _WITH_JSON.fullmatch(line)
    text = "" if found is None else found["json"] or ""
    if found is None or (text and text[0] != opening):
        raise NotUsable("Write a name, and where it needs something behind it, a JSON " + _WHAT[opening])
    try:
        json.loads(text or "0")
    except (ValueError, RecursionError):
        if "${" not in text:
            raise NotUsable(f"What stands behind {found['name']} is no JSON") from None
    return found["name"], text


_WHAT = {"{": "object", "[": "array"}


def _channels(text: str, before: tuple[ChannelToJoin, ...]) -> tuple[ChannelToJoin, ...]:
    known = {each.name: each for each in before}
    made = []
    for line in _lines(text):
        name, payload = _named(line, "{")
        old = known.get(name, ChannelToJoin(name))
        made.append(msgspec.structs.replace(old, payload=payload))
    return tuple(made)


def _calls(text: str, before: tuple[HubCall, ...]) -> tuple[HubCall, ...]:
    known = {each.method: each for each in before}
    made = []
    for line in _lines(text):
        method, arguments = _named(line, "[")
        old = known.get(method, HubCall(method))
        made.append(msgspec.structs.replace(old, arguments=arguments or "[]"))
    return tuple(made)


def _operations(text: str, before: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """What was set besides the query stays with its place."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n+", text.strip("\n")) if block.strip()]
    return tuple(
        msgspec.structs.replace(before[at], query=block) if at < len(before) else Operation(block)
        for at, block in enumerate(blocks)
    )


_LISTS: Mapping[Any, Form] = {
    ChannelToJoin: Form(
        lambda value: "\n".join(f"{each.name} {each.payload}".rstrip() for each in value), _channels, lines=2
    ),
    HubCall: Form(
        lambda value: "\n".join(
            f"{each.method} {each.arguments if each.arguments != '[]' else ''}".rstrip() for each in value
        ),
        _calls,
        lines=2,
    ),
    Operation: Form(lambda value: "\n\n".join(each.query for each in value), _operations, lines=4),
}
