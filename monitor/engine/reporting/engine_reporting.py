"""Logs and crash reports of an engine in a process of its own: records go up, reports are written here."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.core.clock import Clock
from monitor.engine.reporting.crash_reports import CrashReports
from monitor.engine.reporting.hiding import DiscreetFormatter, Hiding
from monitor.engine.reporting.known_secrets import KnownSecrets
from monitor.engine.reporting.passing import Logged, PassingHandler
from monitor.engine.reporting.recent import Recent

__all__ = ["EngineReporting", "ReportingOptions"]

_FOREIGN = logging.WARNING
"""Other people's modules are heard from here on."""
_LINE = "%(message)s"


@dataclass(frozen=True, slots=True)
class ReportingOptions:
    """What the process is told that is to report. level: of `logging`. crashes: the folder of reports, None for none.

    about: the versions, as text.
    """

    level: int = logging.INFO
    crashes: Path | None = None
    about: str = ""


class EngineReporting:
    """known: is to be shown the engine's commands."""

    def __init__(self, options: ReportingOptions, *, environment: Mapping[str, str], clock: Clock) -> None:
        self.known = KnownSecrets(environment)
        self._options = options
        self._clock = clock
        self._hiding = Hiding()
        self._hiding.learn(self.known)
        self._recent = Recent(DiscreetFormatter(self._hiding))
        self.crashes: CrashReports | None = None
        if options.crashes is not None:
            self.crashes = CrashReports(
                options.crashes,
                part="engine",
                about=lambda: options.about,
                hide=self._hiding,
                recent=lambda: self._recent.lines,
                clock=clock,
            )

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Write down whatever ends this process before its time."""
        if self.crashes is None:
            yield
            return
        self.crashes.begin()
        try:
            yield
        except Exception as error:
            # multiprocessing asks no hook.
            self.crashes.write("The engine has failed", error)
            self.crashes.end()
            raise
        self.crashes.end()

    def begin(self, pass_on: Callable[[Logged], None]) -> None:
        """Send records up, and hear of what nobody handles on the running loop."""
        root = logging.getLogger()
        root.setLevel(_FOREIGN)
        logging.getLogger("monitor").setLevel(self._options.level)
        formatter = DiscreetFormatter(self._hiding, line=_LINE)
        root.addHandler(PassingHandler(pass_on, clock=self._clock, formatter=formatter))
        root.addHandler(self._recent)
        if self.crashes is not None:
            asyncio.get_running_loop().set_exception_handler(self.crashes.on_loop)
