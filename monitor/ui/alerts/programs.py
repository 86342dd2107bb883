"""Small programs of the system that are started and left to themselves, one at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Slot

__all__ = ["Programs"]

_LONGEST = 5_000
"""Milliseconds after which a program is ended by force."""


class Programs(QObject):
    """Runs one program at a time; what is asked for meanwhile is left out, and counted in `left_out`.

    failed: the last one could not be started or said that it had failed.
    """

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.left_out = 0
        self.failed = False
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(_LONGEST)
        self._limit.timeout.connect(self._process.kill)

    @property
    def busy(self) -> bool:
        """Whether a program is running."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def run(self, program: str, arguments: Sequence[str]) -> None:
        """Start a program; returns at once."""
        if self.busy:
            self.left_out += 1
            return
        self._process.start(program, list(arguments))
        self._limit.start()

    def stop(self) -> None:
        """End what is running; may be called twice."""
        self._limit.stop()
        if self.busy:
            self._process.kill()
            self._process.waitForFinished(1000)

    @Slot()
    def _finished(self) -> None:
        self._limit.stop()
        ended = self._process.exitStatus() is QProcess.ExitStatus.NormalExit
        self.failed = not ended or self._process.exitCode() != 0

    @Slot(QProcess.ProcessError)
    def _error(self, error: QProcess.ProcessError) -> None:
        self._limit.stop()
        self.failed = True
