"""The names of the secrets we keep, in a file of names alone: no keychain can be asked what it holds of ours."""

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from monitor.core.errors import KeychainError
from monitor.core.files import replace_file

__all__ = ["NameList", "names_file"]

_SCHEMA = 1
_MOST = 1000
_MOST_BYTES = 1 << 20


def names_file(home: Path) -> Path:
    """Where the names are kept."""
    return home / "secrets.json"


class _File(msgspec.Struct, frozen=True):
    schema: int = _SCHEMA
    names: tuple[str, ...] = ()


class NameList:
    """Sorted names. Every change reads the file again first, since the command line and the window both write it.

    file: where they are; None keeps them for this run.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._names = self._read()

    @property
    def names(self) -> tuple[str, ...]:
        """As they were when the file was last read."""
        return self._names

    @property
    def lasting(self) -> bool:
        """Whether they are known in the next run, too."""
        return self._file is not None

    def rescan(self) -> None:
        """Read the file again. One that cannot be read holds no names."""
        self._names = self._read()

    def add(self, name: str) -> None:
        """Raises KeychainError where it cannot be written down."""
        self._change(lambda names: names | {name})

    def drop(self, name: str) -> None:
        """Raises KeychainError where that cannot be written down."""
        self._change(lambda names: names - {name})

    def _change(self, change: Callable[[frozenset[str]], frozenset[str]]) -> None:
        with self._lock:
            before = frozenset(self._read())
            after = change(before)
            if len(after) > _MOST:
                raise KeychainError(f"At most {_MOST} secrets are kept", advice="Forget some that are not used")
            self._names = tuple(sorted(after))
            if self._file is None or after == before:
                return
            try:
                replace_file(self._file, msgspec.json.encode(_File(names=self._names)), backup=False)
            except OSError as error:
                reason = error.strerror or str(error)
                raise KeychainError(f"The names of secrets cannot be written down: {reason}") from error

    def _read(self) -> tuple[str, ...]:
        if self._file is None:
            return getattr(self, "_names", ())
        try:
            with self._file.open("rb") as stream:
                return tuple(sorted(msgspec.json.decode(stream.read(_MOST_BYTES), type=_File).names))[:_MOST]
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return ()
