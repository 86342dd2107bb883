"""From what a user pastes or types to the profile that is meant."""

from pathlib import Path

from monitor.core.errors import AddressError
from monitor.feed.profile import Profile
from monitor.feed.profiles import catalogue
from monitor.net import address

__all__ = ["profile_meant"]

_MOST_CHARACTERS = 8192


def profile_meant(text: str, *, own: Path) -> Profile:
    """The profile of this name or file, or a new one that finds out what comes from this address.

    own: the folder of the user's own profiles.
    Raises AddressError, UsageError for an unknown name, and ProfileError for a profile that cannot be used.
    """
    if len(text) > _MOST_CHARACTERS:
        raise AddressError("The address is too long", advice=f"Paste at most {_MOST_CHARACTERS} characters")
    profile = catalogue.find(text, own=own)
    if profile.discover:
        # A slip in a pasted address is better told here than by a feed that cannot be opened.
        address.parse(text)
    return profile
