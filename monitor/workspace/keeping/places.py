"""Where settings, profiles and what was open are kept."""

from collections.abc import Mapping
from pathlib import Path

import platformdirs

__all__ = ["home_folder", "profiles_folder", "settings_file", "state_file"]


def home_folder(environment: Mapping[str, str]) -> Path:
    """The one folder of everything the program keeps; FEEDSCOPE_HOME names another than the platform's."""
    chosen = environment.get("FEEDSCOPE_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("feedscope", appauthor=False))


def profiles_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the user's own profiles; FEEDSCOPE_FEEDS names another than the one in `home_folder`."""
    chosen = environment.get("FEEDSCOPE_FEEDS")
    return Path(chosen) if chosen else home_folder(environment) / "feeds"


def settings_file(home: Path) -> Path:
    """The settings, for people to read and edit."""
    return home / "settings.toml"


def state_file(home: Path) -> Path:
    """What was open, for the program alone."""
    return home / "state.json"
