"""From what a user pastes, types or drops to what is meant: a profile, or a shared workspace."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from monitor.core.errors import AddressError
from monitor.feed.placeholders import escaped
from monitor.feed.profile import Profile
from monitor.feed.profiles import catalogue
from monitor.net import address
from monitor.workspace.sharing.shared import ENDING

__all__ = ["file_meant", "is_shared", "profile_meant", "whole_target"]

_MOST_CHARACTERS = 8192
_FILE = re.compile(r"file:", re.IGNORECASE)
_DRIVE = re.compile(r"/[A-Za-z]:[/\\]")
_ENDINGS = (".toml", ENDING)


def profile_meant(text: str, *, own: Path) -> Profile:
    """The profile of this name or file, or a new one that finds out what comes from this address.

    own: the folder of the user's own profiles.
    Raises AddressError, UsageError for an unknown name, and ProfileError for a profile that cannot be used.
    """
    if len(text) > _MOST_CHARACTERS:
        raise AddressError("The address is too long", advice=f"Paste at most {_MOST_CHARACTERS} characters")
    file = file_meant(text)
    profile = catalogue.find(text if file is None else str(file), own=own)
    if profile.discover and profile.address == escaped(text.strip()):
        # A slip in a pasted address is better told here than by a feed that cannot be opened.
        address.parse(text)
    return profile


def file_meant(text: str) -> Path | None:
    """The file that is meant by a path or a file: address; None for anything that names none."""
    text = text.strip()
    if _FILE.match(text):
        parts = urlsplit(text)
        path = unquote(parts.path)
        if parts.netloc not in ("", "localhost"):
            # Of another machine, which Windows alone knows how to name.
            path = f"//{parts.netloc}{path}"
        # Windows: /C:/folder
        return Path(path.removeprefix("/") if _DRIVE.match(path) else path)
    if "://" not in text and text.lower().endswith(_ENDINGS):
        return Path(text).expanduser()
    return None


def is_shared(file: Path) -> bool:
    """Whether a file is a shared workspace, by its name."""
    return file.name.lower().endswith(ENDING)


def whole_target(text: str) -> str:
    """The same target for a process in another folder: a file becomes an absolute path."""
    file = file_meant(text)
    # Not resolved: a link into somebody's collection stays one.
    return text if file is None else str(file.absolute())
