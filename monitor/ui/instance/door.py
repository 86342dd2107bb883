"""Where the open window hears what a second start asks of it."""

import contextlib
import hashlib
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from monitor.workspace.instance.request import ANSWER, MOST_BYTES, unpack_request

__all__ = ["Door"]

_LOG = logging.getLogger(__name__)
_MOST_GUESTS = 8
_PATIENCE_MS = 5000
_LONGEST_NAME = 96
"""Bytes. The system's bound on names of sockets is 104 or 108."""


class Door(QObject):
    """asked(Request): somebody who is the same user has knocked. `name` is "" where nobody can."""

    asked = Signal(object)

    def __init__(self, home: Path, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._guests: dict[QLocalSocket, bytearray] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_GUESTS)
        self._server.newConnection.connect(self._let_in)
        self.name = self._opened(home)

    def close(self) -> None:
        """Hear nobody any more, and leave nothing behind."""
        for guest in list(self._guests):
            guest.abort()
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
        while (guest := self._server.nextPendingConnection()) is not None:
            if len(self._guests) >= _MOST_GUESTS:
                guest.abort()
                guest.deleteLater()
                continue
            self._guests[guest] = bytearray()
            guest.readyRead.connect(lambda guest=guest: self._read(guest))
            guest.disconnected.connect(lambda guest=guest: self._see_off(guest))
            QTimer.singleShot(_PATIENCE_MS, guest, guest.abort)
            self._read(guest)

    def _read(self, guest: QLocalSocket) -> None:
        said = self._guests.get(guest)
        if said is None:
            return
        said += guest.read(MOST_BYTES + 1 - len(said)).data()
        line, end, _ = bytes(said).partition(b"\n")
        request = unpack_request(line) if end else None
        if request is not None:
            del self._guests[guest]
            guest.write(ANSWER)
            guest.flush()
            guest.disconnectFromServer()
            guest.deleteLater()
            self.asked.emit(request)
        elif end or len(said) > MOST_BYTES:
            guest.abort()

    def _see_off(self, guest: QLocalSocket) -> None:
        if self._guests.pop(guest, None) is not None:
            guest.deleteLater()
