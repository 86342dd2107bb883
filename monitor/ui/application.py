"""The application object, with the one event of the system that goes to it and to no window."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

__all__ = ["Application"]


class Application(QApplication):
    """asked_to_open(str): macOS hands a file or an address over, also one that the program was started with.

    What came before anybody listened is in `early`.
    """

    asked_to_open = Signal(str)

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.early: list[str] = []
        self.heard = False

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        target = event.file() or event.url().toString()
        if self.heard:
            self.asked_to_open.emit(target)
        else:
            self.early.append(target)
        return True
