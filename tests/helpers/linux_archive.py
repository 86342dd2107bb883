"""The archive for Linux that `make dist` leaves, for the recipes that are made of it."""

import shutil
import subprocess
from pathlib import Path

import pytest

import monitor
from tests.helpers.packaged import ROOT

__all__ = ["linux_archive", "no_complaints"]


def linux_archive() -> Path:
    """The archive of this version; skips the test where it has not been made."""
    archive = ROOT / "dist" / f"feedscope-{monitor.__version__}-linux-x86_64.tar.xz"
    if not archive.exists():
        pytest.skip(f"{archive.name} is not there: make dist")
    return archive


def no_complaints(*command: str | Path) -> None:
    """Run a checker of Debian's. Skips the test, naming it, where it is not installed; fails with all that it says."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not here")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
