"""A screen that nobody sees, and what is on it, pixel by pixel."""

import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

__all__ = ["CURVES", "PLOTS", "Screen", "screen"]

_SIZE = (1200, 800)

CURVES = ((0x56, 0xB4, 0xE9), (0xE6, 0x9F, 0x00))
"""Red, green and blue of the first curves in the dark theme."""

PLOTS = (slice(120, 690), slice(290, 1190))
"""Rows and columns in which plots are and legends are not, in a window of the screen's size."""


class Screen:
    """One X display. `name` is what DISPLAY is to be."""

    def __init__(self, name: str, memory: Path) -> None:
        self.name = name
        self._memory = memory

    def pixels(self) -> NDArray[np.uint8]:
        """Rows, columns, and red, green, blue."""
        content = self._memory.read_bytes()
        # The form of xwd: words in the byte order of the network, a table of colours, rows of BGRX.
        head = struct.unpack(">25I", content[:100])
        width, height, line, colours = head[4], head[5], head[12], head[19]
        start = head[0] + colours * 12
        rows = np.frombuffer(content, np.uint8, offset=start, count=line * height).reshape(height, line // 4, 4)
        return rows[:, :width, 2::-1]

    def is_painted(self) -> bool:
        """Whether a window covers the screen: it was black before."""
        return bool((self.pixels()[::40, ::40].any(axis=2)).mean() > 0.95)

    def plotted(self) -> int:
        """In how many columns of pixels there is a curve."""
        plots = self.pixels()[PLOTS]
        columns = np.zeros(plots.shape[1], dtype=bool)
        for colour in CURVES:
            columns |= (plots == np.array(colour, np.uint8)).all(axis=2).any(axis=0)
        return int(columns.sum())

    def wait_for(
        self, what: Callable[[], float], *, least: float, of: "subprocess.Popen[str]", seconds: float = 60.0
    ) -> float:
        """Wait until a method's answer reaches `least`; the wall time at which it did.

        Raises TimeoutError when it does not, or when the program that shows it has ended.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and of.poll() is None:
            if what() >= least:
                return time.time()
            time.sleep(0.004)
        raise TimeoutError(f"{getattr(what, '__name__', what)} stayed below {least}; status: {of.poll()}")

    def save(self, file: Path) -> None:
        """Keep a picture."""
        pixels = np.ascontiguousarray(self.pixels())
        height, width, _ = pixels.shape
        file.parent.mkdir(parents=True, exist_ok=True)
        QImage(pixels.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).save(str(file))


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen of 1200 by 800, for any user of this machine. Raises OSError where there is no Xvfb."""
    if shutil.which("Xvfb") is None:
        raise OSError("Xvfb is missing (Debian package xvfb)")
    width, height = _SIZE
    with tempfile.TemporaryDirectory() as folder:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-fbdir", folder, "-ac"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            try:
                assert server.stdout is not None
                yield Screen(f":{server.stdout.readline().strip()}", Path(folder, "Xvfb_screen0"))
            finally:
                server.terminate()
