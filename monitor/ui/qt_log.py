"""What Qt itself has to say, in the log with everything else."""

import logging
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

__all__ = ["QtLog"]

_LOG = logging.getLogger("monitor.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_AT_ONCE = 200
"""Different messages that are remembered; each is logged when it first comes, so that a paint loop floods nothing."""


class QtLog:
    """From `begin` to `end`. What it logs, it also says where Qt would have: on stderr."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}

    def begin(self) -> None:
        """Hear what Qt says."""
        qInstallMessageHandler(self._take)

    def end(self) -> None:
        """Let Qt speak for itself again."""
        qInstallMessageHandler(None)

    def _take(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        level = _LEVELS.get(kind, logging.WARNING)
        # Errors get there by the log.
        if level == logging.WARNING and sys.stderr is not None:
            sys.stderr.write(f"{text}\n")
        if text in self._seen:
            return
        self._seen[text] = None
        if len(self._seen) > _AT_ONCE:
            del self._seen[next(iter(self._seen))]
        _LOG.log(level, "%s", text)
