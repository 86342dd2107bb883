"""The whole program in a process of its own: it opens, and however it is ended, it ends well."""

import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 50.0

# Ends the program as a user does, so many turns of Qt's event loop after the window is shown.
CLOSING = """
import pathlib
import sys
from PySide6.QtCore import QTimer
from monitor.ui import app, window
from monitor.workspace import opening

def shown(self, event, turns=int(sys.argv[1])):
    def turn(left):
        if left:
            QTimer.singleShot(5, lambda: turn(left - 1))
        else:
            self.close()
    turn(turns)

window.MainWindow.showEvent = shown

if __name__ == "__main__":
    demo = sys.argv[2] == "demo"
    targets = () if demo else (opening.profile_meant(sys.argv[2], own=pathlib.Path("none")),)
    options = app.WindowOptions(targets=targets, demo=demo, inline_engine=sys.argv[3] == "inline")
    sys.exit(app.run_window(options))
"""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1", **more}


@contextmanager
def program(arguments: Sequence[str], **more: str) -> Iterator[subprocess.Popen[str]]:
    """A child of ours; whatever it leaves behind fails the test and is ended."""
    child = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=environment(**more),
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def ended(child: subprocess.Popen[str]) -> tuple[int, str]:
    output, _ = child.communicate(timeout=PATIENCE)
    return child.returncode, output


def png_size(file: Path) -> tuple[int, int]:
    """Width and height from the header of a PNG."""
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    return width, height


@pytest.mark.parametrize("engine", ["inline", "process"])
@pytest.mark.parametrize("turns", [0, 1, 7, 60])
def test_closed_at_any_moment_it_ends_with_status_0_and_not_a_word(tmp_path: Path, turns: int, engine: str) -> None:
    script = tmp_path / "closing.py"
    script.write_text(CLOSING)
    with program([str(script), str(turns), "demo", engine]) as child:
        assert ended(child) == (0, "")


@pytest.mark.parametrize("engine", ["inline", "process"])
@pytest.mark.parametrize("turns", [20, 120])
def test_closed_while_a_server_lets_it_wait_it_ends_at_once(tmp_path: Path, turns: int, engine: str) -> None:
    """Nobody answers the handshake: the connection is under way for as long as it may take."""
    script = tmp_path / "closing.py"
    script.write_text(CLOSING)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"ws://127.0.0.1:{silent.getsockname()[1]}/"
        with program([str(script), str(turns), address, engine]) as child:
            assert ended(child) == (0, "")


def test_a_picture_is_taken_and_the_program_leaves(tmp_path: Path) -> None:
    file = tmp_path / "window.png"
    arguments = ["-m", "monitor", "--screenshot", str(file), "--after", "0.2", "--size", "900x600", "--theme", "light"]
    with program(arguments) as child:
        assert ended(child) == (0, "")
    assert png_size(file) == (900, 600)


def test_a_picture_has_the_resolution_of_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "window.png"
    arguments = ["-m", "monitor", "--screenshot", str(file), "--after", "0.2", "--size", "800x500"]
    with program(arguments, QT_SCALE_FACTOR="2") as child:
        assert ended(child) == (0, "")
    assert png_size(file) == (1600, 1000)


def test_a_picture_that_cannot_be_saved_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "no such folder" / "window.png"
    with program(["-m", "monitor", "--screenshot", str(file), "--after", "0"]) as child:
        assert ended(child)[0] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_as_its_button_does(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "ready.py"
    script.write_text(
        CLOSING.replace("self.close()", "print('shown', flush=True)").replace("    turn(turns)", "    turn(20)")
    )
    with program([str(script), "0", "demo", "process"]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "shown\n"
        family = psutil.Process(child.pid).children(recursive=True)
        assert family
        child.send_signal(number)
        assert ended(child) == (0, "")
        _, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
