"""Makes the packages for Linux of a finished folder.

    PYTHONPATH=packaging:packaging/pyinstaller python -m linux FOLDER TARGET [--version V] [--quick] [--only deb|tar]

FOLDER is what PyInstaller has made. `--quick` hardly compresses; with `--version` it makes what a test upgrades from.
"""

import argparse
import tempfile
from pathlib import Path

import click

from linux.archive import build_archive
from linux.deb import build_deb
from linux.program import read_program


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--version")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["deb", "tar"])
    given = parser.parse_args()
    program = read_program(given.folder, version=given.version)
    made: list[Path] = []
    # On the disk of the folder, so that files are linked and not copied.
    with tempfile.TemporaryDirectory(dir=given.folder.parent) as work:
        if given.only != "tar":
            made.append(build_deb(program, given.target, work=Path(work), quick=given.quick))
        if given.only != "deb":
            made.append(build_archive(program, given.target, work=Path(work)))
    for file in made:
        click.echo(f"{file}  {file.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
