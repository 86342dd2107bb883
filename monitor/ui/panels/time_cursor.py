"""The moment under the mouse, shared by every panel with an axis of time."""

from PySide6.QtCore import QObject, Signal

__all__ = ["TimeCursor"]


class TimeCursor(QObject):
    """moved(time): wall seconds, or None when the mouse has left. Panels draw their crosshair there."""

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time: float | None = None

    def move(self, time: float | None) -> None:
        """The mouse is at this moment now."""
        if time != self.time:
            self.time = time
            self.moved.emit(time)
