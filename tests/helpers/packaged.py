"""A packaged program, wherever it was unpacked, run the way its user runs it: a home of its own, nothing of ours."""

import os
import re
import subprocess
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from monitor.resources import resource
from tests.helpers.display import display

__all__ = ["ROOT", "Packaged", "curve_pixels", "release_tool"]

ROOT = Path(__file__).resolve().parents[2]

_LONGEST = 50.0
_PASSED_ON = (
    *("PATH", "DISPLAY", "XDG_RUNTIME_DIR", "LANG"),
    *("SYSTEMROOT", "TEMP", "USERPROFILE", "LOCALAPPDATA"),
    "APPIMAGE_EXTRACT_AND_RUN",
)


@dataclass(frozen=True)
class Packaged:
    """A program by the words that start it, and the home folder it gets."""

    start: tuple[str, ...]
    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        """What the program sees: no Python of ours, no proxies, its own home."""
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return {**kept, "HOME": str(self.home), **more}

    def run(self, *arguments: str, status: int = 0, **more: str) -> str:
        """Run it to its end, at most 50 seconds; its standard output. Another exit status fails the test."""
        done = subprocess.run(
            [*self.start, *arguments],
            env=self.environment(**more),
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
        assert done.returncode == status, f"{arguments}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
        # The window goes on without what failed in it.
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def serve_and_tail(self, rows: int = 3) -> Sequence[str]:
        """Serve the demo feeds and read them with a second process: the rows that came."""
        serving = [*self.start, "serve", "--demo", "--port", "0", "--while-stdin"]
        with subprocess.Popen(
            serving, env=self.environment(), cwd=self.home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdin is not None
            assert server.stdout is not None
            try:
                address = re.search(r"ws://\S+", server.stdout.readline())
                assert address is not None, "the server told no address"
                out = self.run("tail", address[0], "--count", str(rows), "--format", "jsonl")
            finally:
                server.stdin.close()
        return out.splitlines()

    def picture(self, file: Path) -> QImage:
        """The window on the demo feeds, as it is under X11 six seconds after its start: some machines are busy."""
        with display("1600x1000"):
            self.run(
                *("window", "--demo", "--screenshot", str(file), "--after", "6"),
                *("--size", "1280x800", "--theme", "dark"),
                DISPLAY=os.environ["DISPLAY"],
                QT_QPA_PLATFORM="xcb",
            )
        image = QImage(str(file))
        assert not image.isNull(), "no picture was saved"
        return image


def curve_pixels(image: QImage) -> int:
    """How many pixels where the plots are have one of the colours of curves of the dark theme.

    The list of feeds on the left and the timeline below have them too, and are left out.
    """
    theme = tomllib.loads(resource("themes", "dark.toml").read_text("utf-8"))
    colours = {QColor(name).rgb() for name in _series(theme)}
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    columns = range(plain.width() // 4, plain.width())
    rows = range(plain.height() // 10, plain.height() * 85 // 100)
    return sum(plain.pixel(x, y) in colours for x in columns for y in rows)


def _series(theme: dict[str, object]) -> Sequence[str]:
    """The colours of curves, wherever in the theme they are."""
    for name, value in theme.items():
        if name == "series" and isinstance(value, list):
            return value
        if isinstance(value, dict) and (found := _series(value)):
            return found
    return ()


def release_tool(name: str) -> Path:
    """A tool of the release environment; where it lies, if it is there."""
    return ROOT / "build" / "release-venv" / "bin" / name
