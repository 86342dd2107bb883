"""Takes traces of the building machine out of the libraries of a finished folder.

    python packaging/pyinstaller/finish.py FOLDER

Python and its extension modules carry the folder they were compiled for, as a path to search and in texts.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["finish", "of_same_length"]

_INSTEAD = "/usr/lib"


def finish(folder: Path, prefix: Path) -> None:
    """Remove search paths that are not relative, and replace the folder above `prefix` in what else there is.

    The last part of the prefix stays: in Python's library the linker may keep its version as the end of that text.
    """
    above = str(prefix.parent)
    for path in elf_files(folder):
        shown = subprocess.run(["patchelf", "--print-rpath", path], capture_output=True, text=True)
        if shown.stdout.startswith("/"):
            subprocess.run(["patchelf", "--remove-rpath", path], check=True)
        content = path.read_bytes()
        if str(prefix).encode() in content:
            path.write_bytes(content.replace(above.encode() + b"/", of_same_length(above).encode() + b"/"))


def elf_files(folder: Path) -> Iterator[Path]:
    """Every program and library in a folder, links left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def of_same_length(path: str) -> str:
    """A path that says nothing, as long as another: in a library nothing may move."""
    missing = len(path) - len(_INSTEAD)
    if missing < 0:
        raise SystemExit(f"the building Python is in {path}, which is too short to be replaced by {_INSTEAD}")
    return _INSTEAD + "/." * (missing // 2) + "/" * (missing % 2)


if __name__ == "__main__":
    built_for = Path(sys.base_prefix).resolve()
    if not built_for.is_relative_to("/usr"):
        finish(Path(sys.argv[1]), built_for)
