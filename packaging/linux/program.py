"""The finished program as its packages see it: which version, from when, what is inside."""

import os
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

__all__ = ["ROOT", "Program", "parts_of", "read_program"]

ROOT = Path(__file__).resolve().parents[2]

_HOMEPAGE = "https://feedscope.example"
_MAINTAINER = "Feedscope maintainers <maintainers@feedscope.example>"
"""Whoever publishes a build says who that is: FEEDSCOPE_HOMEPAGE and FEEDSCOPE_MAINTAINER."""


@dataclass(frozen=True, slots=True)
class Program:
    """folder: as PyInstaller leaves it. epoch: seconds; every file of a package is from then."""

    folder: Path
    version: str
    epoch: int
    homepage: str = _HOMEPAGE
    maintainer: str = _MAINTAINER


def read_program(folder: Path, *, version: str | None = None) -> Program:
    """The program in `folder`, with the version of the sources unless another is given."""
    source = (ROOT / "monitor" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    if found is None:
        raise SystemExit("monitor/__init__.py names no version")
    return Program(
        folder=folder,
        version=version or found[1],
        epoch=int(os.environ["SOURCE_DATE_EPOCH"]),
        homepage=os.environ.get("FEEDSCOPE_HOMEPAGE", _HOMEPAGE),
        maintainer=os.environ.get("FEEDSCOPE_MAINTAINER", _MAINTAINER),
    )


def parts_of(folder: Path) -> list[metadata.Distribution]:
    """The distributions of which modules are in the program, by name; the program itself left out."""
    modules = set(CArchiveReader(str(folder / "feedscope")).open_embedded_archive("PYZ.pyz").toc)
    tops = {name.partition(".")[0] for name in modules}
    tops |= {path.name.partition(".")[0] for path in (folder / "_internal").iterdir()}
    owners = metadata.packages_distributions()
    names = {owner for top in tops for owner in owners.get(top, ()) if owner != "feedscope"}
    return [metadata.distribution(name) for name in sorted(names, key=str.lower)]
