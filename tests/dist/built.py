"""What `make dist` has built, and an older one of it."""

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

__all__ = ["BUILD", "PROGRAM", "ROOT", "archive", "deb", "older_deb"]

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
PROGRAM = BUILD / "program" / "feedscope"
_OLDER = "0.0.1"


def deb() -> Path:
    """The package, newest first; skips the test where there is none."""
    return _one("feedscope_*_*.deb")


def archive() -> Path:
    """The .tar.xz; skips the test where there is none."""
    return _one("feedscope-*-linux-*.tar.xz")


@cache
def older_deb() -> Path:
    """A package of the same program that says it is older."""
    target = BUILD / "older"
    found = list(target.glob(f"feedscope_{_OLDER}-*.deb"))
    if found and found[0].stat().st_mtime > (PROGRAM / "feedscope").stat().st_mtime:
        return found[0]
    environment = {
        **os.environ,
        "PYTHONPATH": "packaging:packaging/pyinstaller",
        "SOURCE_DATE_EPOCH": "1700000000",
        "LC_ALL": "C.UTF-8",
    }
    command = ["build/dist-venv/bin/python", "-m", "linux", PROGRAM, target, "--quick", "--only", "deb"]
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [*command, "--version", _OLDER], cwd=ROOT, env=environment, stdout=said, stderr=said, timeout=300
        )
        said.seek(0)
        assert done.returncode == 0, said.read()
    return next(target.glob(f"feedscope_{_OLDER}-*.deb"))


def _one(pattern: str) -> Path:
    found = sorted((ROOT / "dist").glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    if not found or not PROGRAM.exists():
        pytest.skip(f"dist has no {pattern}: run `make dist`")
    return found[0]
