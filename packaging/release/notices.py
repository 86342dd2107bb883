"""The licences of all that is in the program for Windows or macOS: `notices.py FOLDER`, by the Python to be frozen.

Writes LICENCES.txt and the texts of the LGPL and the GPL that Qt comes under. For Linux packaging/linux does this.
"""

import shutil
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from version import ROOT

__all__ = ["needed", "notices", "write_notices"]

_QT = """\
Qt and Qt for Python (PySide6, Shiboken) are used under the GNU Lesser General Public Licence, version 3, which is in
LGPL-3.txt and builds on GPL-3.txt, beside this file. They are shared libraries of their own in the folders PySide6 and
shiboken6 of the program, unchanged; another build of the same major version may take their place under the same names.
Their sources are at https://download.qt.io, and https://doc.qt.io/qt-6/licenses-used-in-qt.html lists their own parts.
Taking the program apart to find faults in such an exchange is allowed."""
_STARTER = """\
The program is started by PyInstaller's loader: GPL 2 or later, with an exception by which what is built with it may
come under any licence."""
_FONTS = """\
The typefaces Inter and JetBrains Mono come under the SIL Open Font License 1.1, whose text lies beside them in
monitor/_resources/fonts."""


def notices() -> str:
    """Every notice, and every licence text that a part of the program brings along."""
    python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    parts = [
        ("Feedscope", (ROOT / "LICENSE").read_text("utf-8")),
        ("Qt, PySide6, Shiboken", _QT),
        ("PyInstaller", _STARTER),
        ("Inter, JetBrains Mono", _FONTS),
        ("Python", python.read_text("utf-8") if python.is_file() else "https://docs.python.org/3/license.html"),
    ]
    for part in sorted(needed(), key=lambda each: each.name.lower()):
        texts = "\n\n".join(_texts_of(part))
        told = part.metadata["License-Expression"] or part.metadata["License"] or "see its page on the package index"
        parts.append((f"{part.name} {part.version}", texts or told))
    return "\n\n\n".join(f"{name}\n{'=' * len(name)}\n\n{text.strip()}" for name, text in parts) + "\n"


def needed() -> list[Distribution]:
    """What the installed program needs in this environment, directly or not."""
    met: dict[str, Distribution] = {}
    waiting = list(distribution("feedscope").requires or ())
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        if name in met or (wanted.marker is not None and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            part = distribution(wanted.name)
        except PackageNotFoundError as error:
            raise SystemExit(f"{wanted.name} is not installed, so its licence is not known") from error
        met[name] = part
        waiting += part.requires or ()
    return list(met.values())


def write_notices(folder: Path) -> None:
    """Write all files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENCES.txt").write_text(notices(), "utf-8")
    for text in (ROOT / "packaging" / "release" / "licences").glob("*.txt"):
        shutil.copyfile(text, folder / text.name)


def _texts_of(part: Distribution) -> Iterator[str]:
    for file in part.files or ():
        if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE")) and file.suffix not in (".py", ".pyc"):
            yield Path(str(file.locate())).read_text("utf-8", errors="replace").strip()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: notices.py FOLDER")
    write_notices(Path(sys.argv[1]))
