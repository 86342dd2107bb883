"""The frozen program of any system, named by FEEDSCOPE_PROGRAM: what a release is tested by where it is built."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import monitor
from tests.helpers.packaged import Packaged, curve_pixels

pytestmark = [
    pytest.mark.skipif("FEEDSCOPE_PROGRAM" not in os.environ, reason="FEEDSCOPE_PROGRAM names no program"),
    pytest.mark.timeout(180),
]


@pytest.fixture
def program(tmp_path: Path) -> Packaged:
    home = tmp_path / "home"
    home.mkdir()
    return Packaged((str(Path(os.environ["FEEDSCOPE_PROGRAM"]).resolve()),), home)


def test_it_says_its_version_and_knows_its_feeds(program: Packaged) -> None:
    assert monitor.__version__ in program.run("--version")
    assert "kraken" in program.run("feeds")


def test_it_serves_and_reads_feeds(program: Packaged) -> None:
    assert len(program.serve_and_tail(rows=3)) == 3


def test_its_window_shows_plotted_data_and_it_leaves_with_status_0(program: Packaged, tmp_path: Path) -> None:
    # Where there is a program without a console beside it, that is the one with the window.
    beside = Path(program.start[0]).with_name("feedscope-window.exe")
    shown = Packaged((str(beside),), program.home) if sys.platform == "win32" else program
    file = tmp_path / "window.png"
    shown.run(
        *("window", "--demo", "--screenshot", str(file), "--after", "8", "--size", "1280x800", "--theme", "dark"),
        QT_QPA_PLATFORM="offscreen",
    )
    assert curve_pixels(QImage(str(file))) > 700
