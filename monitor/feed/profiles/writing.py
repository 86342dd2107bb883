"""Writing profiles as TOML that people like to read and edit."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import tomlkit
from tomlkit.items import Item

from monitor.core.errors import ProfileError
from monitor.core.files import backup_of, replace_file
from monitor.feed.profile import Profile

__all__ = ["backup_of", "dump_profile", "save_profile"]

_HEADER = "A feed of Feedscope."
_WIDEST = 100
"""Characters. A table or list that is shorter stays on one line."""


def dump_profile(profile: Profile) -> str:
    """`profile` as TOML, in a fixed order, defaults left out. `parse_profile` gives the same profile back."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEADER))
    document.add(tomlkit.nl())
    document.add("schema", tomlkit.item(profile.schema))
    members = {name: _top_item(value) for name, value in _plain(profile).items()}
    for name, item in sorted(members.items(), key=lambda member: isinstance(member[1], _BLOCKS)):
        document.add(name, item)
    return tomlkit.dumps(document)


_BLOCKS = (tomlkit.items.Table, tomlkit.items.AoT)
"""What ends the part of a TOML text that belongs to the table before it."""


def _plain(value: Any) -> Any:
    """Builtins only. Structs lose what is as by default, and lists of structs stay tuples, to be told from others."""
    if isinstance(value, msgspec.Struct):
        return {**_tag(value), **{name: _plain(held) for name, held in _told(value)}}
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        plain = [_plain(held) for held in value]
        return tuple(plain) if all(isinstance(held, msgspec.Struct) for held in value) else plain
    return value


def _tag(struct: msgspec.Struct) -> dict[str, Any]:
    """Which of several shapes this is, where it could be another."""
    config = struct.__struct_config__
    return {config.tag_field: config.tag} if config.tag_field else {}


def _told(struct: msgspec.Struct) -> list[tuple[str, Any]]:
    values = [(field, getattr(struct, field.name)) for field in msgspec.structs.fields(struct)]
    return [(field.name, value) for field, value in values if value != _default(field)]


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def _top_item(value: Any) -> Item:
    if isinstance(value, tuple):
        return _blocks(value)
    return _block(value) if isinstance(value, dict) else _item(value)


def _blocks(value: Sequence[Any]) -> tomlkit.items.AoT:
    tables = tomlkit.aot()
    for held in value:
        tables.append(_block(held))
    return tables


def _block(members: Mapping[str, Any]) -> tomlkit.items.Table:
    table = tomlkit.table()
    items = {name: _item(value) for name, value in members.items() if not isinstance(value, tuple)}
    wide = [name for name, item in items.items() if _is_wide(name, item)]
    for name, item in items.items():
        if name not in wide:
            table.add(name, item)
    # Sub-tables come last: what follows one would belong to it.
    for name in wide:
        table.add(name, _block(members[name]))
    for name in (each for each in members if each not in items):
        table.add(name, _blocks(members[name]))
    return table


def _is_wide(name: str, item: Item) -> bool:
    return isinstance(item, tomlkit.items.InlineTable) and len(name) + len(item.as_string()) > _WIDEST


def _item(value: Any) -> Item:
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        for name, held in value.items():
            table.add(name, _item(held))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for held in value:
            array.append(_item(held))
        return array.multiline(len(array.as_string()) > _WIDEST)
    return _string(value) if isinstance(value, str) else tomlkit.item(value)


def _string(text: str) -> Item:
    # Messages are JSON: between single quotes their double quotes need no backslashes.
    return tomlkit.string(text, literal='"' in text and "'" not in text and text.isprintable())


def save_profile(profile: Profile, path: Path) -> None:
    """Write `profile` to `path`, whole or not at all, and keep one backup. Raises ProfileError."""
    try:
        # A profile that is a link into somebody's collection stays one.
        replace_file(path.resolve(), dump_profile(profile).encode())
    except (OSError, UnicodeEncodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ProfileError(f"the profile cannot be saved: {reason}", file=str(path)) from error
