"""Which licences the program and all that is inside come under, as Debian's copyright file and as plain text."""

import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from linux.program import ROOT, parts_of

__all__ = ["copyright_file", "licence_texts"]

_QT = """\
Qt and Qt for Python (PySide6, Shiboken) are used under the GNU Lesser General Public Licence, version 3. They are
separate shared libraries in _internal/PySide6 and _internal/shiboken6 beside the program, unchanged but for debugging
symbols. You may replace them by your own build of the same major version: put your libraries in place of the files
there, under the same names; the program loads whatever is there. Their source is at https://download.qt.io, of the
versions that the page "About" names, and their own third-party parts and licences are listed at
https://doc.qt.io/qt-6/licenses-used-in-qt.html. You may change the program for your own use and take it apart to find
faults in such changes."""

_PYINSTALLER = """\
The loader that starts the program is PyInstaller's. Its licence, GPL 2 or later, has an exception: what is built with
it may be passed on under any licence."""

_FONTS = """\
The typefaces Inter and JetBrains Mono come under the SIL Open Font License 1.1; its text lies beside them in
_internal/monitor/_resources/fonts."""

_ALSO = "Further parts, by their names on the Python Package Index:"


def licence_texts(folder: Path) -> str:
    """Every notice and every licence text of what is in `folder`, as one text."""
    parts = [_headed("Feedscope", "MIT", (ROOT / "LICENSE").read_text("utf-8"))]
    parts += [_headed("Qt, PySide6, Shiboken", "LGPL-3.0-only", _QT), _headed("PyInstaller", "GPL-2.0+", _PYINSTALLER)]
    parts.append(_headed("Inter, JetBrains Mono", "OFL-1.1", _FONTS))
    parts.append(_headed("Python", "PSF-2.0", _python()))
    for part in parts_of(folder):
        texts = "\n\n".join(_texts_of(part))
        if texts:
            parts.append(_headed(f"{part.name} {part.version}", _licence_of(part), texts))
    return "\n\n".join(parts) + "\n"


def copyright_file(folder: Path) -> str:
    """What is inside and under which licence, in the form of Debian's copyright files (DEP 5)."""
    own = _folded((ROOT / "LICENSE").read_text("utf-8").partition("\n\n")[2])
    listed = "\n".join(f"{part.name} {part.version}: {_licence_of(part)}" for part in parts_of(folder))
    inside = _folded(f"{_QT}\n\n{_PYINSTALLER}\n\n{_FONTS}\n\n{_ALSO}\n\n{listed}\nPython: PSF-2.0")
    return f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: feedscope

Files: *
Copyright: 2026 The Feedscope authors
License: Expat
{own}

Files: usr/lib/feedscope/_internal/*
Copyright: those whom LICENCES.txt.gz beside this file names
License: various
 All texts and notices are in LICENCES.txt.gz beside this file. On Debian systems the GNU Lesser General Public Licence
 3 is in /usr/share/common-licenses/LGPL-3, the GNU General Public Licences in GPL-2 and GPL-3 there, and the Apache
 License 2.0 in Apache-2.0.
 .
{inside}
"""


def _licence_of(part: metadata.Distribution) -> str:
    told = part.metadata
    short = told["License-Expression"] or told["License"] or ""
    return short.splitlines()[0] if short else "see below"


def _texts_of(part: metadata.Distribution) -> Iterable[str]:
    for file in part.files or ():
        name = file.name.upper()
        if name.startswith(("LICEN", "COPYING", "NOTICE")) and file.suffix not in (".py", ".pyc"):
            yield Path(str(file.locate())).read_text("utf-8", errors="replace").strip()


def _python() -> str:
    text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    return text.read_text("utf-8").strip() if text.is_file() else "https://docs.python.org/3/license.html"


def _headed(name: str, licence: str, text: str) -> str:
    title = f"{name} ({licence})"
    return f"{title}\n{'=' * len(title)}\n\n{text.strip()}"


def _folded(text: str) -> str:
    """As the continuation of a field: each line indented, empty ones marked."""
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines())
