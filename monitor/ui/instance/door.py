"""Where the open window hears what a second start asks of it."""

import contextlib
import hashlib
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer

from monitor.ui.instance.guest import Guest

__all__ = ["Door"]

_LOG = logging.getLogger(__name__)
_MOST_GUESTS = 8
_LONGEST_NAME = 96
"""Bytes. The system's bound on names of sockets is 104 or 108."""


class Door(QObject):
    """asked(Request): somebody who is the same user has knocked. `name` is "" where nobody can."""

    asked = Signal(object)

    def __init__(self, home: Path, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._guests: list[Guest] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_GUESTS)
        self._server.newConnection.connect(self._let_in)
        self.name = self._opened(home)

    def close(self) -> None:
        """Hear nobody any more, and leave nothing behind."""
        for guest in list(self._guests):
            guest.leave()
        self._server.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _opened(self, home: Path) -> str:
        if sys.platform == "win32":
            return self._listening(f"feedscope-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]}")
        beside = str(home.resolve() / ".window.sock")
        if len(beside.encode()) <= _LONGEST_NAME and (name := self._listening(beside)):
            return name
        # Some disks hold no sockets. The folder is the user's alone.
        with contextlib.suppress(OSError):
            self._folder = Path(tempfile.mkdtemp(prefix="feedscope-"))
            return self._listening(str(self._folder / "door"))
        return ""

    def _listening(self, name: str) -> str:
        # What a dead process has left; that it is dead, the lock on the workspace has shown.
        QLocalServer.removeServer(name)
        if self._server.listen(name):
            return self._server.fullServerName()
        _LOG.info("a second start cannot be heard: %s", self._server.errorString())
        return ""

    @Slot()
    def _let_in(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._guests) >= _MOST_GUESTS:
                socket.abort()
                socket.deleteLater()
                continue
            guest = Guest(socket, parent=self)
            self._guests.append(guest)
            guest.asked.connect(self.asked)
            guest.left.connect(self._see_off)
            guest.read()

    @Slot()
    def _see_off(self) -> None:
        guest = self.sender()
        self._guests = [each for each in self._guests if each is not guest]
