"""Tells a click from the beginning of a drag."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

__all__ = ["Grip"]


class Grip:
    """Told of the mouse by the widget that is gripped. `pulled`: the mouse has moved far enough to mean it."""

    def __init__(self) -> None:
        self._from: QPoint | None = None
        self.pulled = False

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self.pulled = False
        left = event.button() == Qt.MouseButton.LeftButton
        self._from = event.globalPosition().toPoint() if left else None

    def move(self, event: QMouseEvent) -> bool:
        """The mouse has moved; whether something is being dragged."""
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        away = event.globalPosition().toPoint() - self._from
        self.pulled = self.pulled or away.manhattanLength() >= QApplication.startDragDistance()
        return self.pulled

    def release(self) -> bool:
        """A button went up; whether something was being dragged until now."""
        was_pulled, self.pulled, self._from = self.pulled, False, None
        return was_pulled
