"""The door to the window: looks at what it would run on before any of Qt is loaded."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from monitor.core.platform import check_this_platform
from monitor.feed.profile import Profile

if TYPE_CHECKING:
    from monitor.ui.session import Companion

__all__ = ["RunSession", "WindowOptions", "load_session", "run_window"]


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window is opened with.

    targets:    feeds to open at once.
    demo:       start the demo and open its feeds.
    screenshot: save a picture of the window here, `after` seconds from when it is shown, and leave.
    size:       of the window, in pixels at a scale of 1.
    theme:      "dark", "light" or "system", instead of what the settings say.
    home:       the folder in which settings and what is open are kept; None keeps and knows nothing.
    inline_engine: run the engine on the window's own loop instead of in a process of its own.
    """

    targets: tuple[Profile, ...] = ()
    demo: bool = False
    screenshot: Path | None = None
    after: float = 3.0
    size: tuple[int, int] | None = None
    theme: str | None = None
    home: Path | None = None
    inline_engine: bool = False


class RunSession(Protocol):
    """See `monitor.ui.session.run_session`."""

    def __call__(self, options: WindowOptions, *, companion: "Companion | None" = None) -> int: ...


def run_window(options: WindowOptions) -> int:
    """Open the window and return the exit status once it has been closed and everything behind it has ended.

    Raises PlatformError, and EngineError when the engine cannot be started.
    """
    return load_session()(options)


def load_session() -> "RunSession":
    """Load Qt, once it is known to run here, and give what runs a session. Raises PlatformError."""
    check_this_platform()
    # qasync and pyqtgraph would otherwise take whichever binding of Qt they find first.
    os.environ.setdefault("QT_API", "pyside6")
    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    # Qt is loaded only after the check: on a bad pair the process would end while loading it or soon after.
    from monitor.ui.session import run_session

    return run_session
