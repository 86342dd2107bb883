"""The settings as a TOML file the user can read and edit; what cannot be used there is told and left at its default."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import tomlkit

from monitor.core.files import backup_of, replace_file, set_aside
from monitor.workspace.settings.settings import Settings

__all__ = ["LoadedSettings", "load_settings", "save_settings"]


_UNREADABLE = (OSError, ValueError, RecursionError)
"""What a damaged file may lead to; bad UTF-8 and bad TOML are ValueErrors."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings, and in words for the user what of the file could not be used."""

    settings: Settings
    problems: tuple[str, ...] = ()


def load_settings(path: Path) -> LoadedSettings:
    """Read the file; one that is not there means the usual settings.

    A damaged one is set aside and told of, and its backup is in force where that can be read.
    """
    try:
        return _read(path)
    except (FileNotFoundError, NotADirectoryError):
        return LoadedSettings(Settings())
    except _UNREADABLE as error:
        told = _aside(path, str(error))
    try:
        before = _read(backup_of(path))
    except _UNREADABLE:
        return LoadedSettings(Settings(), (f"{told}; the usual settings are in force",))
    return LoadedSettings(before.settings, (f"{told}; those before it are in force", *before.problems))


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the usual settings, keeping one backup. Raises OSError."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of Feedscope that differ from the usual ones."))
    for name, value in msgspec.to_builtins(settings).items():
        document.add(name, tomlkit.item(value))
    replace_file(path, tomlkit.dumps(document).encode())


def _read(path: Path) -> LoadedSettings:
    return _usable(tomllib.loads(path.read_text("utf-8")), path.name)


def _usable(table: dict[str, Any], file: str) -> LoadedSettings:
    """Each value by itself, so that a wrong one costs no other."""
    types = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    good, problems = {}, []
    for name, value in table.items():
        if name not in types:
            problems.append(f"{file}: there is no setting called {name}")
            continue
        try:
            good[name] = msgspec.convert(value, types[name])
        except msgspec.ValidationError as error:
            problems.append(f"{file}: {name} stays as usual: {error}")
    return LoadedSettings(Settings(**good), tuple(problems))


def _aside(path: Path, why: str) -> str:
    try:
        kept = f"It was kept as {set_aside(path).name}"
    except OSError:
        kept = "It could not be moved aside"
    return f"{path.name} could not be read ({why}). {kept}"
