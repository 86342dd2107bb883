"""Sets up, once a process, what is written down of it: its log and its crash reports."""

import logging
import os
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from monitor import __version__
from monitor.core.clock import Clock
from monitor.engine.reporting.crash_reports import CrashReports
from monitor.engine.reporting.engine_reporting import ReportingOptions
from monitor.engine.reporting.hiding import DiscreetFormatter, Hiding
from monitor.engine.reporting.known_secrets import KnownSecrets
from monitor.engine.reporting.recent import Recent
from monitor.workspace.reporting.log_file import LogFile

__all__ = ["Reporting"]

_LOG = logging.getLogger("monitor")
_FOREIGN = logging.WARNING
"""Other people's modules are heard from here on."""


class Reporting:
    """The log and the reports of one process, from `begin` to `end`.

    folder: of the logs; None writes none. part: "window" or "command". about: the versions, as text, asked when needed.
    echo:   all of the log goes to stderr as well, not only errors.
    file:   the log that is written, None while there is none. known: is to be shown each command to an engine.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        part: str,
        level: int,
        about: Callable[[], str],
        environment: Mapping[str, str],
        clock: Clock,
        echo: bool = False,
    ) -> None:
        self._part = part
        self._folder = folder
        self._level = level
        self._echo = echo
        self.known = KnownSecrets(environment)
        self.hide = Hiding()
        self.hide.learn(self.known)
        self.file: Path | None = None
        recent = Recent(DiscreetFormatter(self.hide))
        self._handlers: list[logging.Handler] = [recent]
        self.crashes: CrashReports | None = None
        if folder is not None:
            self.crashes = CrashReports(
                folder / "crashes", part=part, about=about, hide=self.hide, recent=lambda: recent.lines, clock=clock
            )

    @property
    def crash_folder(self) -> Path | None:
        """Where reports of crashes are."""
        return None if self._folder is None else self._folder / "crashes"

    @property
    def for_engine(self) -> ReportingOptions:
        """What an engine in a process of its own is to write down."""
        # Not all that is known: to find that out would hold up every start.
        about = f"Feedscope {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
        return ReportingOptions(level=self._level, crashes=self.crash_folder, about=about)

    def begin(self) -> None:
        """Write down from here on. A folder that cannot be written is told in the log of this run, and no more."""
        before = self._open()
        root = logging.getLogger()
        root.setLevel(_FOREIGN)
        logging.getLogger("monitor").setLevel(self._level)
        logging.captureWarnings(True)
        for handler in self._handlers:
            root.addHandler(handler)
        if self._folder is not None and self.file is None:
            _LOG.info("there is no log: %s cannot be written", self._folder)
        _LOG.info("%s begins: Feedscope %s, process %d", self._part, __version__, os.getpid())
        if self.crashes is not None:
            self.crashes.take_up(before)
            self.crashes.begin()

    def end(self) -> None:
        """The process ends as it should."""
        _LOG.info("%s ends", self._part)
        if self.crashes is not None:
            self.crashes.end()
        logging.captureWarnings(False)
        root = logging.getLogger()
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()

    def _open(self) -> str:
        """Open the places that are written to; the last that is in the log from before."""
        formatter = DiscreetFormatter(self.hide)
        before = ""
        if self._folder is not None:
            log = LogFile.open_in(self._folder)
            if log is not None:
                log.setFormatter(formatter)
                self._handlers.append(log)
                self.file = log.path
                before = log.last_lines()
        if sys.stderr is not None:
            terminal = logging.StreamHandler(sys.stderr)
            terminal.setLevel(self._level if self._echo else logging.ERROR)
            terminal.setFormatter(formatter)
            self._handlers.append(terminal)
        return before
