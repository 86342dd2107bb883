"""The profiles at hand, those that ship with the program and the user's own, and which one a name means."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from monitor.core.errors import ProfileError, UsageError
from monitor.feed.profile import Profile
from monitor.feed.profiles.reading import load_profile
from monitor.feed.profiles.slugs import slug_of
from monitor.feed.profiles.targets import TargetKind, kind_of, profile_at
from monitor.resources import resource

__all__ = ["Entry", "entries", "find", "shipped_folder"]

_MOST_FILES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One profile file. It holds either a profile or the error that keeps it from being one.

    slug:    the file's name without its ending; what the command line and settings call the profile.
    shipped: it came with the program, and the user has put nothing in its place.
    """

    slug: str
    file: Path
    shipped: bool
    profile: Profile | None = None
    error: ProfileError | None = None

    @property
    def name(self) -> str:
        """The profile's own name; for a broken one its slug."""
        return self.profile.name if self.profile else self.slug

    @property
    def about(self) -> str:
        """What the feed is, in the profile's words."""
        return self.profile.about if self.profile else ""

    @property
    def needs(self) -> str:
        """What the user must have for it, "" when nothing."""
        return self.profile.needs if self.profile else ""


def shipped_folder() -> Path:
    """Where the profiles that ship with the program are."""
    return resource("feeds")


def entries(*, own: Path, shipped: Path | None = None) -> tuple[Entry, ...]:
    """Every profile in the two folders, by name. One of the user's takes the place of a shipped one of its slug.

    A file that cannot be used is an entry with its error; a folder that is not there holds nothing.
    """
    found = {entry.slug: entry for entry in _entries(shipped or shipped_folder(), shipped=True)}
    found |= {entry.slug: entry for entry in _entries(own, shipped=False)}
    return tuple(sorted(found.values(), key=lambda entry: (entry.name.casefold(), entry.slug)))


def _entries(folder: Path, *, shipped: bool) -> Iterator[Entry]:
    try:
        # macOS puts a hidden file beside every file it copies to a foreign disk.
        files = sorted(islice(folder.glob("[!.]*.toml"), _MOST_FILES))
    except OSError:
        files = []
    for file in files:
        slug = file.stem.casefold()
        try:
            yield Entry(slug, file, shipped, profile=load_profile(file))
        except ProfileError as error:
            yield Entry(slug, file, shipped, error=error)


def find(target: str, *, own: Path, shipped: Path | None = None) -> Profile:
    """The profile that `target` means; `own` and `shipped` are folders of profiles, as for `entries`.

    An address becomes a profile that discovers its mapping. Raises UsageError for a name nobody has,
    and the ProfileError of a profile that cannot be used.
    """
    target = target.strip()
    kind = kind_of(target)
    if kind is TargetKind.ADDRESS:
        return profile_at(target)
    if kind is TargetKind.FILE:
        return load_profile(Path(target).expanduser())
    known = entries(own=own, shipped=shipped)
    for entry in known:
        if _is_called(entry, target):
            return _usable(entry)
    if kind is TargetKind.NAME_OR_ADDRESS:
        return profile_at(target)
    raise _unknown(target, known)


def _is_called(entry: Entry, target: str) -> bool:
    return target.casefold() in (entry.slug, entry.name.casefold()) or slug_of(target) == entry.slug


def _usable(entry: Entry) -> Profile:
    if entry.profile is not None:
        return entry.profile
    assert entry.error is not None
    raise entry.error


def _unknown(target: str, known: tuple[Entry, ...]) -> UsageError:
    names = {name: entry for entry in known for name in (entry.name.casefold(), entry.slug)}
    near = get_close_matches(target.casefold(), names, n=1)
    hint = f"Did you mean {names[near[0]].slug}? Otherwise give" if near else "Give"
    return UsageError(
        f"There is no profile called {target!r}", advice=f"{hint} an address such as wss://host/path, or a .toml file"
    )
