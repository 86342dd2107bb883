"""The profiles the user can choose from, and everything that can be done to their files."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from monitor.core.errors import ProfileError
from monitor.core.files import replace_file
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import Entry, entries, shipped_folder
from monitor.feed.profiles.reading import MOST_BYTES, load_profile, parse_profile
from monitor.feed.profiles.slugs import free_file
from monitor.feed.profiles.writing import dump_profile, save_profile

__all__ = ["ProfileLibrary"]

_ASIDE = ".deleted"


class ProfileLibrary:
    """Own profiles and shipped ones. `version` grows with every change made here; other programs' need a `rescan`.

    own: the folder of the user's own profiles; need not exist yet.
    Files are written whole or not at all, and one backup is kept of what they replace.
    """

    def __init__(self, own: Path, *, shipped: Path | None = None) -> None:
        self.own = own
        self.version = 0
        self._shipped = shipped_folder() if shipped is None else shipped
        self._entries: tuple[Entry, ...] | None = None

    @property
    def entries(self) -> Sequence[Entry]:
        """All profiles by name; a broken file is an entry with its error. The files are read when first asked."""
        if self._entries is None:
            self._entries = entries(own=self.own, shipped=self._shipped)
        return self._entries

    def entry(self, slug: str) -> Entry | None:
        """The profile of this slug."""
        return next((entry for entry in self.entries if entry.slug == slug), None)

    def own_file_of(self, name: str) -> Path | None:
        """The user's own file of the profile called `name`, None where there is none."""
        return next(
            (each.file for each in self.entries if not each.shipped and each.profile and each.name == name), None
        )

    def rescan(self) -> None:
        """Read the files again when they are next asked for."""
        self._entries = None
        self.version += 1

    def text_of(self, entry: Entry) -> str:
        """The text of a profile's file, also of a broken one. Raises ProfileError."""
        try:
            data = entry.file.read_bytes()
        except OSError as error:
            raise _cannot("be read", entry.file, error) from error
        if len(data) > MOST_BYTES:
            raise ProfileError(f"the file has more than {MOST_BYTES} bytes and is no profile", file=str(entry.file))
        return data.decode("utf-8-sig", "replace")

    # --- writing --------------------------------------------------------------------------------------------------

    def save(self, profile: Profile, *, file: Path | None = None) -> Path:
        """Write a profile, into a new file named after it unless told otherwise; the file. Raises ProfileError."""
        target = free_file(self.own, profile.name) if file is None else file
        save_profile(profile, target)
        self.rescan()
        return target

    def save_text(self, text: str, *, file: Path | None = None) -> Path:
        """Write a profile as the user has written it, comments and all; the file. Raises ProfileError."""
        profile = parse_profile(text, file=str(file) if file is not None else "")
        target = free_file(self.own, profile.name) if file is None else file
        self._write(target, text)
        return target

    def duplicate(self, entry: Entry) -> Path:
        """A copy among the user's own, under a name of its own; its file. Raises ProfileError."""
        if entry.profile is None:
            target = free_file(self.own, f"{entry.slug} copy")
            self._write(target, self.text_of(entry))
            return target
        name = self._free_name(f"{entry.name} copy")
        return self.save(msgspec.structs.replace(entry.profile, name=name))

    def take_in(self, file: Path) -> Path:
        """Copy a profile from elsewhere among the user's own; the new file. Raises ProfileError for a broken one."""
        profile = load_profile(file)
        target = free_file(self.own, profile.name)
        self._write(target, file.read_text("utf-8-sig"))
        return target

    def export(self, entry: Entry, file: Path) -> None:
        """Write a profile to a file of the user's choice. Raises ProfileError."""
        self._write(file, dump_profile(entry.profile) if entry.profile is not None else self.text_of(entry))

    # --- deleting -------------------------------------------------------------------------------------------------

    def delete(self, entry: Entry) -> Path:
        """Move one of the user's own files aside; where it is now, for `restore`. Raises ProfileError."""
        if entry.shipped:
            raise ProfileError("a profile that comes with the program cannot be deleted", file=entry.file.name)
        aside = entry.file.with_name(f".{entry.file.name}{_ASIDE}")
        try:
            entry.file.replace(aside)
        except OSError as error:
            raise _cannot("be deleted", entry.file, error) from error
        self.rescan()
        return aside

    def restore(self, aside: Path) -> Path:
        """Bring a deleted profile back, under another file name where its own is taken. Raises ProfileError."""
        name = aside.name.removeprefix(".").removesuffix(_ASIDE)
        target = aside.with_name(name)
        if target.exists():
            target = free_file(aside.parent, Path(name).stem)
        try:
            aside.replace(target)
        except OSError as error:
            raise _cannot("be brought back", target, error) from error
        self.rescan()
        return target

    def forget_deleted(self) -> None:
        """Remove for good what was deleted in an earlier run. What cannot be removed stays."""
        try:
            for aside in self.own.glob(f".*{_ASIDE}"):
                aside.unlink(missing_ok=True)
        except OSError:
            return

    def _write(self, file: Path, text: str) -> None:
        try:
            replace_file(file.resolve(), text.encode())
        except (OSError, UnicodeEncodeError) as error:
            raise _cannot("be written", file, error) from error
        self.rescan()

    def _free_name(self, wanted: str) -> str:
        taken = {entry.name for entry in self.entries}
        name, count = wanted, 2
        while name in taken:
            name, count = f"{wanted} {count}", count + 1
        return name


def _cannot(what: str, file: Path, error: Exception) -> ProfileError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ProfileError(f"the file cannot {what}: {reason}", file=str(file))
