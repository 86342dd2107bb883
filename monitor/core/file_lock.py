"""A lock that belongs to a process: the system gives it back whatever way the process ends."""

import os
import sys
from pathlib import Path

__all__ = ["FileLock"]

_FAR = 1 << 30
"""Windows locks bytes against reading too: this one nobody reads."""


class FileLock:
    """Holds the lock on a file from `take` until `give_back` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object has the lock."""
        return self._handle is not None

    def take(self) -> bool:
        """Try to get the lock, without waiting; False where another holds it. Raises OSError for a folder like that."""
        if self._handle is not None:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if _locked(handle):
            self._handle = handle
            return True
        os.close(handle)
        return False

    def give_back(self) -> None:
        """Let another have it. The file stays: removing it could take it from under whoever has just opened it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    _TAKEN = (errno.EAGAIN, errno.EACCES)

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            os.close(handle)
            raise
        return True
