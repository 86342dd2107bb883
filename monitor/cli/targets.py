"""What the user means by a TARGET."""

import os

from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import find
from monitor.workspace.keeping.places import profiles_folder

__all__ = ["find_profile"]


def find_profile(target: str) -> Profile:
    """The profile of an address, a name or a file. Raises AddressError, ProfileError or UsageError."""
    return find(target, own=profiles_folder(os.environ))
