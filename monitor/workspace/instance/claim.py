"""Who has the workspace in a folder: one process at a time, and nobody once that has ended, however it did."""

import contextlib
import os
from pathlib import Path

import msgspec

from monitor.core.file_lock import FileLock
from monitor.core.files import replace_file

__all__ = ["Claim", "Holder"]

_LOCK = ".window.lock"
_HOLDER = ".window.json"
_MOST_BYTES = 4096


class Holder(msgspec.Struct, frozen=True):
    """The process that has the workspace. door: the name of the local socket it hears at."""

    pid: int
    door: str


class Claim:
    """A claim to the workspace in `home`."""

    def __init__(self, home: Path) -> None:
        self._lock = FileLock(home / _LOCK)
        self._file = home / _HOLDER

    def take(self) -> bool:
        """Have the workspace, or False where another process has it. A folder that cannot be locked is anybody's."""
        try:
            if not self._lock.take():
                return False
            # Whoever had it before is gone, and so is its door.
            self._file.unlink(missing_ok=True)
        except OSError:
            return True
        return True

    def tell(self, door: str) -> None:
        """Let a second start know where to knock. It can be done without."""
        with contextlib.suppress(OSError):
            replace_file(self._file, msgspec.json.encode(Holder(os.getpid(), door)), backup=False)

    def holder(self) -> Holder | None:
        """Who has it, None while that is not known."""
        try:
            with self._file.open("rb") as stream:
                return msgspec.json.decode(stream.read(_MOST_BYTES), type=Holder)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def give_back(self) -> None:
        """Let another have it."""
        if self._lock.held:
            with contextlib.suppress(OSError):
                self._file.unlink(missing_ok=True)
        self._lock.give_back()
