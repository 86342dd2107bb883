"""The log as files of bounded size, each written by one process at a time."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from monitor.core.file_lock import FileLock

__all__ = ["FILES", "FILE_BYTES", "LogFile"]

FILE_BYTES = 1024 * 1024
FILES = 5
"""Of one process: the one being written and those before it."""
_TAIL_BYTES = 16 * 1024
_MOST_AT_ONCE = 8
"""Processes with a log of their own; further ones write none."""


class LogFile(RotatingFileHandler):
    """feedscope.log or, where another process writes that, feedscope-2.log and so on."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="backslashreplace")
        self.path = path
        self._lock = lock

    @classmethod
    def open_in(cls, folder: Path) -> "LogFile | None":
        """The first log that nobody writes; None where there is none or the folder cannot be written."""
        try:
            # What was connected to, and when, is nobody else's business.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return None
        for number in range(1, _MOST_AT_ONCE + 1):
            name = "feedscope.log" if number == 1 else f"feedscope-{number}.log"
            lock = FileLock(folder / f".{name}.lock")
            try:
                if lock.take():
                    return cls(folder / name, lock)
            except OSError:
                lock.give_back()
                return None
        return None

    def last_lines(self) -> str:
        """The end of what is in the file, whoever wrote it."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(max(0, self.path.stat().st_size - _TAIL_BYTES))
                return stream.read(_TAIL_BYTES).decode("utf-8", "replace").strip()
        except OSError:
            return ""

    def close(self) -> None:
        super().close()
        self._lock.give_back()

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason to say something at each record."""
