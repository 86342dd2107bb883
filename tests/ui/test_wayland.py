"""The whole program on Wayland: it opens, is drawn, hands over, and ends well; needs weston, and no screen."""

import contextlib
import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 50.0

pytestmark = pytest.mark.skipif(shutil.which("weston") is None, reason="weston is not installed")


@pytest.fixture
def wayland(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a program on a compositor without a screen."""
    folder = tmp_path_factory.mktemp("wl")
    folder.chmod(0o700)
    environment = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(folder),
        "WAYLAND_DISPLAY": "wl",
        "QT_QPA_PLATFORM": "wayland",
        "PYTHONPATH": str(ROOT),
        "FEEDSCOPE_HOME": str(folder / "home"),
    }
    size = ("--width=1600", "--height=1000", "--idle-time=0")
    compositor = subprocess.Popen(
        ["weston", "--backend=headless-backend.so", "--socket=wl", *size],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        end = time.monotonic() + PATIENCE
        while not (folder / "wl").exists() and time.monotonic() < end:
            time.sleep(0.05)
        yield environment
    finally:
        compositor.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            compositor.wait(5)
        compositor.kill()
        compositor.wait()


@pytest.mark.parametrize(("scale", "width"), [("1", 1280), ("1.5", 1920), ("2", 2560), ("3", 3840)])
def test_it_is_drawn_at_every_scale(wayland: dict[str, str], tmp_path: Path, scale: str, width: int) -> None:
    file = tmp_path / "window.png"
    told = subprocess.run(
        [sys.executable, "-m", "monitor", "--screenshot", str(file), "--after", "0.5", "--size", "1280x720"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**wayland, "QT_SCALE_FACTOR": scale},
        timeout=PATIENCE,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert struct.unpack(">I", file.read_bytes()[16:20])[0] == width


def test_a_second_start_brings_the_first_to_the_front_and_both_end_well(wayland: dict[str, str]) -> None:
    command = [sys.executable, "-m", "monitor", "--inline"]
    first = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=wayland
    )
    try:
        home = Path(wayland["FEEDSCOPE_HOME"])
        end = time.monotonic() + PATIENCE
        while not (home / ".window.json").exists() and time.monotonic() < end:
            time.sleep(0.05)
        token = {**wayland, "XDG_ACTIVATION_TOKEN": "a-token-that-no-compositor-gave"}
        second = subprocess.run(command, capture_output=True, cwd=ROOT, env=token, timeout=PATIENCE, check=False)
        assert second.returncode == 0
        assert first.poll() is None
        first.terminate()
        output, _ = first.communicate(timeout=PATIENCE)
        assert (first.returncode, output) == (0, "")
    finally:
        first.kill()
        first.wait()
    assert '"x"' not in (home / "state.json").read_text()
