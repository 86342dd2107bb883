import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

PROGRAM = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.helpers.plots import NOW, filled, panel_of
app = QApplication([])
panels = [panel_of(filled(NOW - 60.0, 60.0)) for _ in range(4)]
for frame in range(60):
    for panel in panels:
        panel.frame(NOW + frame / 60)
    app.processEvents()
panels[0].toggle_pause()
{end}
"""

DELETED = "for panel in panels: panel.close(); panel.deleteLater()\nQTimer.singleShot(0, app.quit)\napp.exec()"
LEFT = "del panels"


def run(end: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(end=end)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def noise(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and "This plugin does not support" not in line]


def test_the_interpreter_ends_well_after_plots_were_deleted() -> None:
    done = run(DELETED)
    assert (done.returncode, noise(done.stderr)) == (0, [])


def test_the_interpreter_ends_well_when_plots_go_with_their_last_reference() -> None:
    done = run(LEFT)
    assert (done.returncode, noise(done.stderr)) == (0, [])
