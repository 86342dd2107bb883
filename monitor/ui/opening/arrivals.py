"""What is dropped onto the window: files and addresses to be opened."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from monitor.workspace.opening import file_meant

__all__ = ["Arrivals", "targets_of"]

_MOST = 100
_LONGEST = 8192
_SCHEMES = ("ws://", "wss://")
_DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Arrivals(QObject):
    """came(list of str): these are to be opened. Drags of the window's own, such as series, are left alone."""

    came = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        targets = targets_of(event.mimeData())
        if not targets:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.came.emit(targets)
        return True


def targets_of(data: QMimeData) -> Sequence[str]:
    """The files that are profiles or workspaces, and the addresses, in what is dragged; at most a hundred."""
    if data.hasUrls():
        named = [url.toLocalFile() if url.isLocalFile() else url.toString() for url in data.urls()[:_MOST]]
    elif data.hasText():
        named = data.text()[: _MOST * _LONGEST].split()[:_MOST]
    else:
        named = []
    return [each for each in named if file_meant(each) is not None or each.lower().startswith(_SCHEMES)]
