"""The door to the window."""

import subprocess
import sys

import pytest

from monitor.core.errors import PlatformError
from monitor.ui import app


def test_the_door_itself_loads_no_qt() -> None:
    program = (
        "import sys, monitor.ui.app; sys.exit(any(name.startswith(('PySide6', 'qasync')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_pair_that_cannot_work_is_refused_before_anything_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PlatformError("this pair ends the process")

    monkeypatch.setattr(app, "check_this_platform", refuse)
    with pytest.raises(PlatformError):
        app.run_window(app.WindowOptions())
