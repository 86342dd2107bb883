"""Writing files so that a crash or a full disk leaves the old one or the new one, never a half."""

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["backup_of", "replace_file", "set_aside"]


def backup_of(path: Path) -> Path:
    """Where `replace_file` keeps what stood in `path` before."""
    return path.with_name(f"{path.name}.bak")


def replace_file(path: Path, data: bytes, *, backup: bool = True) -> None:
    """Put `data` into `path`, whole or not at all; what was there before becomes its backup. Raises OSError.

    Only the owner may read the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if backup and path.exists():
        _replace(backup_of(path), path.read_bytes())
    _replace(path, data)


def set_aside(path: Path) -> Path:
    """Give a damaged file another name, so that it can be looked at and is not written over; its new name.

    Raises OSError.
    """
    aside = path.with_name(f"{path.name}.damaged")
    path.replace(aside)
    return aside


def _replace(path: Path, data: bytes) -> None:
    # mkstemp makes files that nobody else can read.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
