"""The .deb."""

import hashlib
import shutil
import subprocess
from email.utils import formatdate
from pathlib import Path

from linux.depends import RECOMMENDS, SUGGESTS, computed_depends
from linux.files import copied, dated, size_of, walked
from linux.licences import copyright_file, licence_texts
from linux.program import ROOT, Program
from linux.share import compressed, write_build_info, write_share
from trimming import is_of_the_system

__all__ = ["build_deb"]

_REVISION = 1
_DESCRIPTION = """\
watch live data over WebSocket: paste an address, see it plotted
 Feedscope opens any WebSocket feed, finds streams, keys, times and numbers in
 its messages, and plots them live. It reconnects by itself and shows every
 outage as an outage.
 .
 Panels for curves, candles, order books, spectra and tables dock as you like;
 formulas, alerts, a timeline to look back, and a command line are included."""


def build_deb(program: Program, target: Path, *, work: Path, quick: bool = False) -> Path:
    """Make the package in folder `target`; `quick` hardly compresses, for tests."""
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _fill(root, program)
    version = f"{program.version}-{_REVISION}"
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(root, program, version), "utf-8")
    (control / "md5sums").write_text(_sums(root), "utf-8")
    dated(root, program.epoch)
    file = target / f"feedscope_{version}_{_architecture()}.deb"
    target.mkdir(parents=True, exist_ok=True)
    packing = ["-Zgzip", "-z1"] if quick else ["-Zxz", "-z6"]
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *packing, "--build", root, file], check=True, stdout=subprocess.DEVNULL
    )
    return file


def _fill(root: Path, program: Program) -> None:
    inside = root / "usr/lib/feedscope"
    copied(program.folder, inside)
    # Debian keeps these up to date itself; they become dependencies.
    for path in (inside / "_internal").iterdir():
        if is_of_the_system(path.name):
            path.unlink()
    write_build_info(inside / "_internal/monitor/_resources", kind="deb")
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/feedscope").symlink_to("../lib/feedscope/feedscope")
    write_share(root, program)
    documents = root / "usr/share/doc/feedscope"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(copyright_file(program.folder), "utf-8")
    (documents / "LICENCES.txt.gz").write_bytes(compressed(licence_texts(program.folder)))
    (documents / "changelog.gz").write_bytes(compressed((ROOT / "CHANGELOG.md").read_text("utf-8")))
    (documents / "changelog.Debian.gz").write_bytes(compressed(_changelog(program)))
    overrides = root / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True)
    (overrides / "feedscope").write_bytes((ROOT / "packaging/linux/lintian-overrides").read_bytes())


def _control(root: Path, program: Program, version: str) -> str:
    fields = {
        "Package": "feedscope",
        "Version": version,
        "Section": "net",
        "Priority": "optional",
        "Architecture": _architecture(),
        "Maintainer": program.maintainer,
        "Installed-Size": str(size_of(root) // 1024),
        "Depends": ", ".join(computed_depends(root)),
        "Recommends": ", ".join(RECOMMENDS),
        "Suggests": ", ".join(SUGGESTS),
        "Homepage": program.homepage,
        "Description": _DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _sums(root: Path) -> str:
    files = [path for path in walked(root) if path.is_file() and not path.is_symlink()]
    named = [(path.relative_to(root).as_posix(), path) for path in files]
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {name}\n"
        for name, path in named
        if not name.startswith("DEBIAN/")
    )


def _changelog(program: Program) -> str:
    return (
        f"feedscope ({program.version}-{_REVISION}) unstable; urgency=medium\n\n"
        f"  * Version {program.version}; changelog.gz tells what is new.\n\n"
        f" -- {program.maintainer}  {formatdate(program.epoch)}\n"
    )


def _architecture() -> str:
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
