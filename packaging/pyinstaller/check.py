"""Whether a finished folder holds only what belongs into it.

    python packaging/pyinstaller/check.py FOLDER

Prints one line for each fault and ends with status 1 when there is one.
"""

import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

from trimming import NOT_WANTED

__all__ = ["faults"]

_NOT_HERE = (
    *("*.qml", "*/qml/*", "*/translations/*", "*libQt6Qml*", "*libQt6Quick*", "*libQt6Pdf*", "*libQt6VirtualKeyboard*"),
    *("*libQt6Designer*", "*libQt6Test*", "*libQt6Sql*", "*libQt6PrintSupport*", "*/plugins/sqldrivers/*", "*eglfs*"),
    *("*.pyi", "*.h", "*.a", "*.o", "*.pyx", "*.pxd", "*/tests/*", "*direct_url.json", "*libstdc++*", "*libglib*"),
)
_MUST_BE = (
    *("feedscope", "_internal/monitor/_resources/build.json", "_internal/monitor/_resources/themes/dark.toml"),
    *("_internal/PySide6/Qt/plugins/platforms/libqxcb.so", "_internal/PySide6/Qt/plugins/platforms/libqwayland.so"),
    *("_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so", "_internal/PySide6/Qt/lib/libQt6Core.so.6"),
)
_MODULES = ("monitor.engine.child", "monitor.cli.window", "monitor.ui.plots.panel")
_MOST_BYTES = 200 * 2**20


def faults(folder: Path, *, paths: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a folder, in words. paths: folders of this machine that nothing may mention."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    for name in files:
        if any(fnmatch(f"/{name}", pattern) for pattern in _NOT_HERE):
            yield f"{name} does not belong into the program"
    for name in _MUST_BE:
        if name not in files:
            yield f"{name} is missing"
    size = sum(path.lstat().st_size for path in files.values() if not path.is_symlink())
    if size > _MOST_BYTES:
        yield f"the program takes {size / 2**20:.0f} MiB, and {_MOST_BYTES / 2**20:.0f} are the most"
    yield from _faults_of_modules(files.get("feedscope"))
    for name, path in files.items():
        content = path.read_bytes()
        for each in paths:
            if each.encode() in content:
                yield f"{name} mentions {each}, a folder of the machine it was built on"


def _faults_of_modules(program: Path | None) -> Iterator[str]:
    if program is None:
        return
    held = set(CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc)
    for name in _MODULES:
        if name not in held:
            yield f"the module {name} is missing"
    for name in sorted(held):
        if any(name == each or name.startswith(f"{each}.") for each in NOT_WANTED):
            yield f"the module {name} does not belong into the program"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1]), paths=(str(Path.cwd()), str(Path(sys.base_prefix).resolve().parent))))
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    sys.exit(bool(found))
