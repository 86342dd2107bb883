"""Settings as a dialog shows them, read off their declaration."""

import math
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from monitor.workspace.settings.settings import Settings

__all__ = ["Described", "Kind", "described_settings"]

Kind: TypeAlias = Literal["choice", "switch", "number", "text"]


@dataclass(frozen=True, slots=True)
class Described:
    """One setting. choices: the values a choice has; low and high: the bounds of a number."""

    name: str
    title: str
    about: str
    group: str
    kind: Kind
    default: Any
    choices: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf
    unit: str = ""

    def found_by(self, words: str) -> bool:
        """Whether every one of these words is somewhere in what is said of the setting."""
        said = " ".join((self.title, self.about, self.group, *self.choices)).casefold()
        return all(word in said for word in words.casefold().split())


def described_settings() -> tuple[Described, ...]:
    """Every setting that a dialog can show, in the order declared."""
    hints = get_type_hints(Settings, include_extras=True)
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    found = (_described(name, hints[name], fields[name]) for name in fields)
    return tuple(each for each in found if each is not None)


def _described(name: str, hint: Any, field: msgspec.structs.FieldInfo) -> Described | None:
    inner, meta = _parts(hint)
    kind = _kind(inner)
    if kind is None:
        return None
    extra = meta.extra or {}
    return Described(
        name,
        title=meta.title or name,
        about=meta.description or "",
        group=extra.get("group", "General"),
        kind=kind,
        default=field.default,
        choices=get_args(inner) if kind == "choice" else (),
        low=-math.inf if meta.ge is None else float(meta.ge),
        high=math.inf if meta.le is None else float(meta.le),
        unit=extra.get("unit", ""),
    )


def _parts(hint: Any) -> tuple[Any, Meta]:
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        return inner, next((note for note in notes if isinstance(note, Meta)), Meta())
    return hint, Meta()


def _kind(inner: Any) -> Kind | None:
    """How a value of this type is set; None for one that has a page of its own."""
    if get_origin(inner) is Literal:
        return "choice"
    kinds: dict[Any, Kind] = {bool: "switch", int: "number", float: "number", str: "text"}
    return kinds.get(inner)
