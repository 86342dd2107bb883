"""Where settings, profiles, what was open, recordings and logs are kept."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

__all__ = [
    "PORTABLE",
    "Places",
    "home_folder",
    "logs_folder",
    "places",
    "portable_folder",
    "profiles_folder",
    "recordings_folder",
    "settings_file",
    "state_file",
]

PORTABLE = "feedscope-data"
"""A folder of this name beside the program is its home, so that both can be carried about together."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders in use. portable: all of them are beside the program."""

    home: Path
    profiles: Path
    recordings: Path
    logs: Path
    portable: bool = False


def places(environment: Mapping[str, str]) -> Places:
    """All folders at once, for whoever shows them."""
    home = home_folder(environment)
    return Places(
        home=home,
        profiles=profiles_folder(environment),
        recordings=recordings_folder(environment),
        logs=logs_folder(environment),
        portable=home == portable_folder(environment),
    )


def home_folder(environment: Mapping[str, str]) -> Path:
    """The one folder of settings and what was open.

    FEEDSCOPE_HOME names it; else it is the one beside a portable program; else the platform's.
    """
    return _own_folder(environment) or Path(platformdirs.user_config_dir("feedscope", appauthor=False))


def portable_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder beside the program that makes it portable, None where there is none.

    Only a frozen program has a place of its own. An AppImage says in APPIMAGE where it is.
    """
    if not getattr(sys, "frozen", False):
        return None
    program = environment.get("APPIMAGE") or sys.executable
    folder = Path(program).parent / PORTABLE
    return folder if folder.is_dir() else None


def profiles_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the user's own profiles; FEEDSCOPE_FEEDS names another than the one in `home_folder`."""
    chosen = environment.get("FEEDSCOPE_FEEDS")
    return Path(chosen) if chosen else home_folder(environment) / "feeds"


def recordings_folder(environment: Mapping[str, str]) -> Path:
    """The folder offered for recordings: they can be large, so by default it is where the platform keeps data."""
    own = _own_folder(environment)
    data = own or Path(platformdirs.user_data_dir("feedscope", appauthor=False))
    return data / "recordings"


def logs_folder(environment: Mapping[str, str]) -> Path:
    """The folder of logs and crash reports."""
    own = _own_folder(environment)
    return own / "logs" if own else Path(platformdirs.user_log_dir("feedscope", appauthor=False))


def settings_file(home: Path) -> Path:
    """The settings, for people to read and edit."""
    return home / "settings.toml"


def state_file(home: Path) -> Path:
    """What was open, for the program alone."""
    return home / "state.json"


def _own_folder(environment: Mapping[str, str]) -> Path | None:
    """A folder chosen for everything there is, instead of the platform's."""
    chosen = environment.get("FEEDSCOPE_HOME")
    return Path(chosen).absolute() if chosen else portable_folder(environment)
