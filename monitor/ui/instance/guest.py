"""One visitor at the door: says one line, hears one answer, and leaves."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalSocket

from monitor.workspace.instance.request import ANSWER, MOST_BYTES, unpack_request

__all__ = ["Guest"]

_PATIENCE_MS = 5000


class Guest(QObject):
    """asked(Request): the line was understood and answered. left(): there is nothing more to come."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, socket: QLocalSocket, *, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.leave)
        self._said = b""
        self._done = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.leave)
        self._patience.start(_PATIENCE_MS)

    @Slot()
    def read(self) -> None:
        """Take in what has been said so far."""
        if self._done:
            return
        self._said += self._socket.read(MOST_BYTES + 1 - len(self._said)).data()
        line, end, _ = self._said.partition(b"\n")
        if not end:
            if len(self._said) > MOST_BYTES:
                self.leave()
            return
        request = unpack_request(line)
        if request is not None:
            self._socket.write(ANSWER)
            self._socket.flush()
        self.leave()
        if request is not None:
            self.asked.emit(request)

    @Slot()
    def leave(self) -> None:
        """End the visit."""
        if self._done:
            return
        self._done = True
        self._patience.stop()
        self._socket.disconnectFromServer()
        self.left.emit()
        self.deleteLater()
