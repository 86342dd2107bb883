"""File names for profiles, the same on every system."""

import re
import unicodedata
from pathlib import Path

from monitor.core.errors import ProfileError

__all__ = ["free_file", "slug_of"]

_MOST_OF_ONE_NAME = 1000
_LONGEST = 60
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_TAKEN_BY_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def slug_of(name: str) -> str:
    """A file name, without its ending, for a profile called `name`: lower-case letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = _NO_SLUG.sub("-", ascii_only.lower())[:_LONGEST].strip("-")
    if not slug:
        return "feed"
    return f"{slug}-feed" if _TAKEN_BY_WINDOWS.fullmatch(slug) else slug


def free_file(folder: Path, name: str) -> Path:
    """Where in `folder` a new profile called `name` can go. Raises ProfileError when there are too many of it."""
    slug = slug_of(name)
    for number in range(1, _MOST_OF_ONE_NAME):
        file = folder / (f"{slug}.toml" if number == 1 else f"{slug}-{number}.toml")
        if not file.exists():
            return file
    raise ProfileError(f"there are {_MOST_OF_ONE_NAME} profiles called {name} already; give this one another name")
