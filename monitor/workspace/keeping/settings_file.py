"""The settings as a TOML file the user can read and edit; what cannot be used there is told and left at its default."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import tomlkit

from monitor.core.files import replace_file, set_aside
from monitor.workspace.settings.settings import Settings

__all__ = ["LoadedSettings", "load_settings", "save_settings"]


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings, and in words for the user what of the file could not be used."""

    settings: Settings
    problems: tuple[str, ...] = ()


def load_settings(path: Path) -> LoadedSettings:
    """Read the file; one that is not there means the usual settings, a damaged one is set aside and told of."""
    if not path.exists():
        return LoadedSettings(Settings())
    try:
        return _usable(tomllib.loads(path.read_text("utf-8")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return LoadedSettings(Settings(), (_aside(path, str(error)),))


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the usual settings, keeping one backup. Raises OSError."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of Feedscope that differ from the usual ones."))
    for name, value in msgspec.to_builtins(settings).items():
        document.add(name, tomlkit.item(value))
    replace_file(path, tomlkit.dumps(document).encode())


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
    return f"{path.name} could not be read ({why}). {kept}; the usual settings are in force"
