"""What a desktop wants to know of the program: menu entry, icons, file type, manual, completions."""

import gzip
import json
from pathlib import Path

from linux.completions import PLACES, completion
from linux.icons import write_icons
from linux.man_page import man_page
from linux.program import ROOT, Program
from monitor.cli.main import commands

__all__ = ["compressed", "write_build_info", "write_share"]


def write_share(root: Path, program: Program) -> None:
    """Fill `usr/share` under `root`, but for documentation that only Debian wants."""
    share = root / "usr" / "share"
    _copy(ROOT / "resources/linux/feedscope.desktop", share / "applications/feedscope.desktop")
    _copy(ROOT / "resources/linux/feedscope-mime.xml", share / "mime/packages/feedscope.xml")
    write_icons(share / "icons/hicolor")
    metainfo = (ROOT / "packaging/linux/metainfo.xml").read_text("utf-8")
    for name, value in (("@HOMEPAGE@", program.homepage), ("@VERSION@", program.version), ("@EPOCH@", program.epoch)):
        metainfo = metainfo.replace(name, str(value))
    _write(share / "metainfo/io.github.feedscope.Feedscope.metainfo.xml", metainfo.encode())
    manual = man_page(commands, version=program.version, epoch=program.epoch)
    _write(share / "man/man1/feedscope.1.gz", compressed(manual))
    for shell, place in PLACES.items():
        _write(root / place, completion(shell).encode())


def write_build_info(resources: Path, *, kind: str) -> None:
    """Say in a copy of the program how it comes to its users."""
    file = resources / "build.json"
    told = json.loads(file.read_text("utf-8"))
    # The copy may be a link to the file of the folder it was made from.
    file.unlink()
    file.write_text(json.dumps({**told, "kind": kind}, indent=1) + "\n", "utf-8")


def compressed(text: str) -> bytes:
    """As gzip does it with no name and no time."""
    return gzip.compress(text.encode(), 9, mtime=0)


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_bytes())


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
