"""Which Debian packages the libraries of the program need."""

import subprocess
from pathlib import Path

from linux.files import walked

__all__ = ["ALSO", "RECOMMENDS", "SUGGESTS", "computed_depends"]

ALSO = ("ca-certificates",)
"""What no library is linked with, and without which there is no wss://."""

RECOMMENDS = ("hicolor-icon-theme", "desktop-file-utils", "shared-mime-info")
SUGGESTS = (
    "libgtk-3-0 | libgtk-3-0t64",
    "libnotify-bin",
    "pulseaudio-utils | pipewire-bin | alsa-utils",
    "gnome-keyring",
)

_OPTIONAL = ("libqgtk3.so",)
"""Plugins that Qt leaves out by itself where what they need is not there."""


def computed_depends(root: Path) -> list[str]:
    """What `dpkg-shlibdeps` finds for every program and library below `root`, with the versions that their symbols ask.

    `root` holds a DEBIAN folder; libraries that are below it too need no package.
    """
    work = root.parent / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text("Source: feedscope\n\nPackage: feedscope\nArchitecture: any\n")
    elves = [path for path in walked(root) if _is_elf(path) and path.name not in _OPTIONAL]
    folders = sorted({path.parent for path in elves if ".so" in path.name})
    command = ["dpkg-shlibdeps", "-O", f"-S{root.resolve()}", *(f"-l{folder.resolve()}" for folder in folders)]
    command += ["--ignore-missing-info", *(f"-e{path.resolve()}" for path in elves)]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    _, _, found = done.stdout.partition("shlibs:Depends=")
    return sorted({*(each.strip() for each in found.split(",") if each.strip()), *ALSO})


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
