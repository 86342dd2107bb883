"""What the user means by a TARGET."""

import os
from pathlib import Path

from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import find, own_folder

__all__ = ["find_profile", "profiles_folder"]


def profiles_folder() -> Path:
    """The folder of the user's own profiles; FEEDSCOPE_FEEDS names another than the platform's."""
    chosen = os.environ.get("FEEDSCOPE_FEEDS")
    return Path(chosen) if chosen else own_folder()


def find_profile(target: str) -> Profile:
    """The profile of an address, a name or a file. Raises AddressError, ProfileError or UsageError."""
    return find(target, own=profiles_folder())
