"""The door to the window: looks at what it would run on, and whether it is open already, before it loads Qt."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from monitor.core.platform import check_this_platform
from monitor.feed.profile import Profile
from monitor.workspace.instance.claim import Claim
from monitor.workspace.instance.request import Request
from monitor.workspace.reporting.reporting import Reporting

if TYPE_CHECKING:
    from monitor.ui.session import Companion

__all__ = ["RunSession", "WindowOptions", "load_session", "run_window"]


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window is opened with.

    targets:    feeds to open at once.
    openings:   addresses, names and files to open at once; what is wrong with one is told in the window.
    demo:       start the demo and open its feeds.
    screenshot: save a picture of the window here, `after` seconds from when it is shown, and leave.
    size:       of the window, in pixels at a scale of 1.
    theme:      "dark", "light" or "system", instead of what the settings say.
    home:       the folder in which settings and what is open are kept; None keeps and knows nothing.
    apart:      take the settings from `home`, but neither open nor keep anything else.
    single:     only one window at a time may have `home`; a further start hands over to it.
    claim:      to `home`, once it is had. reporting: where this run is written down; None writes nothing.
    inline_engine: run the engine on the window's own loop instead of in a process of its own.
    """

    targets: tuple[Profile, ...] = ()
    openings: tuple[str, ...] = ()
    demo: bool = False
    screenshot: Path | None = None
    after: float = 3.0
    size: tuple[int, int] | None = None
    theme: str | None = None
    home: Path | None = None
    apart: bool = False
    single: bool = False
    claim: Claim | None = None
    reporting: Reporting | None = None
    inline_engine: bool = False


class RunSession(Protocol):
    """See `monitor.ui.session.run_session`."""

    def __call__(self, options: WindowOptions, *, companion: "Companion | None" = None) -> int: ...


def run_window(options: WindowOptions) -> int:
    """Open the window and return the exit status once it has been closed and everything behind it has ended.

    Where it is open already, that window is asked to do what this one was to, and comes to the front.
    Raises PlatformError, UsageError where it does not answer, and EngineError when the engine cannot be started.
    """
    check_this_platform()
    claim = Claim(options.home) if options.single and options.home is not None else None
    if claim is not None and not claim.take() and _handed_over(claim, options):
        return 0
    try:
        return _run(replace(options, claim=claim))
    finally:
        if claim is not None:
            claim.give_back()


def load_session() -> "RunSession":
    """Load Qt, once it is known to run here, and give what runs a session. Raises PlatformError."""
    check_this_platform()
    # qasync and pyqtgraph would otherwise take whichever binding of Qt they find first.
    os.environ.setdefault("QT_API", "pyside6")
    os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
    # Qt is loaded only after the check: on a bad pair the process would end while loading it or soon after.
    from monitor.ui.session import run_session

    return run_session


def _handed_over(claim: Claim, options: WindowOptions) -> bool:
    from monitor.ui.instance.knock import knock

    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    return knock(claim, Request(targets=options.openings, demo=options.demo, token=token))


def _run(options: WindowOptions) -> int:
    if options.reporting is None:
        return load_session()(options)
    options.reporting.begin()
    try:
        return load_session()(options)
    finally:
        options.reporting.end()
