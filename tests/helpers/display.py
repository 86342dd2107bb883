"""A display without a screen, for whatever shows real windows outside of the test run."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["display"]


@contextmanager
def display(size: str = "3200x2000") -> Iterator[None]:
    """Let windows of child processes open on a display of our own, whosever machine this is. Needs Xvfb."""
    if shutil.which("Xvfb") is None:
        raise SystemExit("This needs Xvfb (Debian package xvfb).")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    before = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            os.environ.update(DISPLAY=f":{server.stdout.readline().strip()}", QT_QPA_PLATFORM="xcb")
            yield
        finally:
            server.terminate()
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
