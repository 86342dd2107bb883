"""`feedscope integrate`: a menu entry, icons and the file type for one user, where no package has brought them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from monitor.core.errors import FeedscopeError, UsageError
from monitor.workspace.integration.desktop import data_folder, install, refreshes, remove

__all__ = ["integrate"]

_PATIENCE = 20.0


@click.command()
@click.option("--remove", "undo", is_flag=True, help="Take away what this command has installed.")
def integrate(undo: bool) -> None:
    """Add Feedscope to the menu of your desktop, and let it open .feedscope files; for you alone, on Linux.

    A package such as the .deb has done this already; after `pipx install` it is yours to ask for.
    """
    if sys.platform in ("win32", "darwin"):
        raise UsageError("This is for Linux desktops", advice="Here the installer does it.")
    data = data_folder(os.environ)
    try:
        files = remove(data) if undo else install(data, command=_command())
    except OSError as error:
        place = error.filename or data
        raise FeedscopeError(f"The files could not be changed ({error.strerror or error}: {place})") from error
    _refresh(data)
    if undo and not files:
        click.echo("There was nothing to remove.")
    for file in files:
        click.echo(f"{'removed' if undo else 'installed'} {file}")


def _command() -> Sequence[str]:
    """What starts this very program, from anywhere."""
    if image := os.environ.get("APPIMAGE"):
        return (image,)
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.argv[0]).absolute()
    if script.stem in ("feedscope", "feedscope-window") and script.is_file():
        return (str(script),)
    beside = Path(sys.executable).with_name("feedscope")
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", "monitor")


def _refresh(data: Path) -> None:
    """Let the desktop see it at once. Without these helpers it does so when it next starts."""
    for name, *arguments in refreshes(data):
        helper = shutil.which(name)
        if helper is not None and Path(arguments[-1]).is_dir():
            try:
                subprocess.run([helper, *arguments], capture_output=True, timeout=_PATIENCE, check=False)
            except (OSError, subprocess.TimeoutExpired):
                continue
