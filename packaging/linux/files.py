"""Copies of a folder, and how its files are counted and dated."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

__all__ = ["copied", "dated", "size_of", "walked"]


def copied(source: Path, target: Path) -> None:
    """Copy a folder with its links; files are linked and not doubled where the disk allows it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, target, symlinks=True, copy_function=_linked)


def walked(root: Path) -> Iterator[Path]:
    """Everything below a folder, in the same order everywhere."""
    yield from sorted(root.rglob("*"), key=lambda path: path.relative_to(root).as_posix())


def dated(root: Path, epoch: int) -> None:
    """Give everything one time, and the rights of a package: nobody but its owner may change it."""
    for path in [root, *walked(root)]:
        if not path.is_symlink():
            runs = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def size_of(root: Path) -> int:
    """Bytes of the files below a folder, each in whole blocks of 1 KiB, as Debian counts them."""
    return sum(-(-path.lstat().st_size // 1024) * 1024 for path in walked(root) if path.is_file() or path.is_symlink())


def _linked(source: str, target: str) -> None:
    if Path(source).is_symlink():
        Path(target).symlink_to(Path(source).readlink())
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
