"""What of all that PyInstaller finds goes into the program, and what stays behind."""

import subprocess
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TypeAlias

__all__ = ["NOT_WANTED", "is_of_the_system", "trimmed_binaries", "trimmed_data"]

Entry: TypeAlias = tuple[str, str, str]
"""Where in the program, from where, and what kind: as in PyInstaller's tables of contents."""

NOT_WANTED = (
    # Of Python: what a program with a window has no use for.
    *("tkinter", "unittest", "doctest", "pydoc_data", "lib2to3", "idlelib", "ensurepip", "venv", "turtle"),
    *("curses", "_curses", "readline", "sqlite3", "test"),
    # Of Qt: what nothing here draws or talks with. pyqtgraph does import QtOpenGL.
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtQuickControls2", "PySide6.QtTest"),
    *("PySide6.QtSql", "PySide6.QtDesigner", "PySide6.QtUiTools", "PySide6.QtHelp", "PySide6.QtPrintSupport"),
    *("PySide6.QtConcurrent", "PySide6.QtXml", "PySide6.scripts"),
    # Of libraries: their tests, tools and optional companions, where somebody has them installed.
    *("numpy.f2py", "numpy.tests", "numpy.distutils", "numpy.testing.tests", "pyqtgraph.examples", "pyqtgraph.opengl"),
    *("pyqtgraph.jupyter", "matplotlib", "scipy", "pandas", "numba", "cupy", "h5py", "OpenGL", "PIL", "IPython"),
    *("pygments", "setuptools", "pkg_resources", "_distutils_hack", "wheel", "pip", "Cython", "psutil"),
    *("pytest", "_pytest", "hypothesis", "mypy", "ruff", "pycparser"),
)
"""Modules that PyInstaller finds mentioned, or could find here, and that the program runs without."""

_PLUGINS = (
    "iconengines/libqsvgicon.so",
    "imageformats/libqsvg.so",
    "platforminputcontexts/*",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland*.so",
    "platforms/libqxcb.so",
    "platformthemes/*",
    "wayland-decoration-client/*",
    "wayland-shell-integration/libxdg-shell.so",
)
"""Of Qt's plugins on Linux; other systems need few, and keep those they have."""

_TAKEN_ALONG = (
    *("libcrypto.so.*", "libssl.so.*", "libffi.so.*", "liblzma.so.*", "libbz2.so.*"),
    *("libxcb-cursor.so.*", "libxcb-icccm.so.*", "libxcb-image.so.*", "libxcb-keysyms.so.*"),
    *("libxcb-render-util.so.*", "libxcb-util.so.*", "libxkbcommon.so.*", "libxkbcommon-x11.so.*"),
)
"""Libraries of the building machine's system that another desktop may lack, or have in another version.

All others have to be the ones of the machine it runs on: the C++ runtime, X11, GLib, fonts, drivers. A second one of
them beside those that the desktop's own plugins load ends the program.
"""

_UNUSED_DATA = (
    "PySide6/Qt/translations/*",
    "PySide6/translations/*",
    "pyqtgraph/icons/peegee/*",
    "pyqtgraph/colors/maps/*",
    "*.pyi",
    "*/py.typed",
    "*/RECORD",
    "*/INSTALLER",
    "*/REQUESTED",
    "*/direct_url.json",
)


def is_of_the_system(name: str) -> bool:
    """Whether a library of the finished program comes from the system it was built on."""
    return any(fnmatch(name, pattern) for pattern in _TAKEN_ALONG)


def trimmed_binaries(binaries: Iterable[Entry]) -> list[Entry]:
    """Without plugins nobody loads, what only those needed, and what the system has to give."""
    kept = [entry for entry in binaries if _is_wanted(entry)]
    return _reachable(kept)


def trimmed_data(data: Iterable[Entry]) -> list[Entry]:
    """Without translations, type information and notes of the installer."""
    return [entry for entry in data if not any(fnmatch(entry[0], pattern) for pattern in _UNUSED_DATA)]


def _is_wanted(entry: Entry) -> bool:
    destination, source, kind = entry
    _, is_plugin, plugin = destination.partition("Qt/plugins/")
    if is_plugin:
        return any(fnmatch(plugin, pattern) for pattern in _PLUGINS)
    if kind == "BINARY" and source.startswith(("/usr/lib/", "/lib/")):
        return is_of_the_system(PurePosixPath(destination).name)
    return True


def _reachable(entries: Sequence[Entry]) -> list[Entry]:
    """Extension modules and plugins, and every library that they need, directly or not."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(PurePosixPath(entry[0]).name, []).append(entry)
    waiting = [name for name, same in by_name.items() if _is_root(name, same)]
    met = set(waiting)
    while waiting:
        for entry in by_name[waiting.pop()]:
            if entry[2] != "SYMLINK":
                new = [name for name in _needed(Path(entry[1])) if name in by_name and name not in met]
                met.update(new)
                waiting += new
    return [entry for entry in entries if PurePosixPath(entry[0]).name in met]


def _is_root(name: str, same: Sequence[Entry]) -> bool:
    """Loaded by name and not by the linker: extension modules, plugins, Python itself."""
    kinds = {entry[2] for entry in same}
    return "EXTENSION" in kinds or name.startswith("libpython") or any("/plugins/" in entry[0] for entry in same)


def _needed(library: Path) -> list[str]:
    shown = subprocess.run(["objdump", "-p", library], capture_output=True, text=True, check=True)
    return [line.split()[1] for line in shown.stdout.splitlines() if line.strip().startswith("NEEDED")]
