"""Writing down how a process has failed, so that whoever starts it next can be shown."""

import contextlib
import faulthandler
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from monitor.core.clock import Clock
from monitor.core.file_lock import FileLock
from monitor.engine.reporting.crash_folder import collect, fault_file, new_report, prune

__all__ = ["CrashReports"]

_LOG = logging.getLogger(__name__)
_MOST_A_RUN = 5


class CrashReports:
    """Reports of one process: `begin` listens for what nobody handles, `end` is for a process that ends well.

    folder: of the reports. part: "window", "engine" or "command". about: the versions, as text.
    hide:   takes secrets out of a text. recent: the last lines of the log.
    Nothing here raises: a report that cannot be written is no reason to fail.
    """

    def __init__(
        self,
        folder: Path,
        *,
        part: str,
        about: Callable[[], str],
        hide: Callable[[str], str],
        recent: Callable[[], Sequence[str]],
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._part = part
        self._about = about
        self._hide = hide
        self._recent = recent
        self._clock = clock
        self._lock: FileLock | None = None
        self._faults: IO[bytes] | None = None
        self._written: set[str] = set()

    @property
    def written(self) -> int:
        """How many reports there are of this run."""
        return len(self._written)

    def begin(self) -> None:
        """Write down the death of this process, and every exception that nobody handles."""
        path = fault_file(self._folder, pid=os.getpid())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(path)
            if lock.take():
                self._lock = lock
                self._faults = path.open("wb", buffering=0)
                faulthandler.enable(self._faults)
        except (OSError, ValueError, RuntimeError) as error:
            _LOG.info("a crash of this process will leave no report: %s", error)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread

    def end(self) -> None:
        """The process ends as it should: leave nothing behind."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._faults is None:
            return
        faulthandler.disable()
        path = fault_file(self._folder, pid=os.getpid())
        self._faults.close()
        self._faults = None
        if self._lock is not None:
            self._lock.give_back()
        with contextlib.suppress(OSError):
            path.unlink()

    def take_up(self, last_lines: str) -> None:
        """Make reports of what processes that died have left, and keep no more reports than there should be.

        last_lines: of the log they have written.
        """
        try:
            for said, at in collect(self._folder):
                text = self._text("The system ended a process of Feedscope", said, last_lines)
                new_report(self._folder, text, at=at, part="fault")
        except OSError as error:
            _LOG.info("what a crash has left could not be read: %s", error)
        prune(self._folder)

    def write(self, what: str, error: BaseException) -> Path | None:
        """Write down an exception that nobody handled, each of a kind once; the report."""
        trace = "".join(traceback.format_exception(error))
        _LOG.error("%s\n%s", what, trace.rstrip())
        place = "\n".join(line for line in trace.splitlines() if line.startswith('  File "'))
        if place in self._written or len(self._written) >= _MOST_A_RUN:
            return None
        self._written.add(place)
        try:
            text = self._text(f"{what} ({self._part})", trace, "\n".join(self._recent()))
            file = new_report(self._folder, text, at=self._clock.wall(), part=self._part)
        except OSError as problem:
            _LOG.warning("the report of it could not be written: %s", problem.strerror or problem)
            return None
        prune(self._folder)
        return file

    def on_loop(self, _loop: object, context: dict[str, Any]) -> None:
        """What an asyncio loop calls for an exception that nobody handles."""
        what = str(context.get("message") or "an error in the event loop")
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.write(what, error)
        else:
            _LOG.error("%s", what)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.write("An error that nobody handled", error)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        name = told.thread.name if told.thread is not None else "unknown"
        if told.exc_value is not None:
            self.write(f"An error in the thread {name}", told.exc_value)

    def _text(self, what: str, trace: str, recent: str) -> str:
        parts = (
            "Feedscope: report of a crash. It is on this machine alone; nothing was sent.",
            f"What happened: {what}",
            self._about(),
            trace.rstrip(),
            f"The last lines of the log:\n{recent or 'nothing'}",
        )
        return _without_home(self._hide("\n\n".join(parts))) + "\n"


def _without_home(text: str) -> str:
    """The user's own folder, which often holds a name, as "~"."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
