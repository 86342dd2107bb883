"""A menu whose entries are Python callables of any kind."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

__all__ = ["DeedMenu"]


class DeedMenu(QMenu):
    """Does what belongs to the entry that is chosen.

    PySide crashes when a menu goes whose actions are connected to a `partial` of a bound method. So nothing is
    connected to the entries; what they do is kept here.
    """

    def __init__(self, title: str = "", *, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._deeds: dict[QAction, Callable[[], None]] = {}
        self.triggered.connect(self._do)

    def add(self, text: str, deed: Callable[[], None]) -> QAction:
        """An entry more."""
        action = QAction(text, self)
        self._deeds[action] = deed
        self.addAction(action)
        return action

    def empty(self) -> None:
        """Take all entries away."""
        self._deeds.clear()
        self.clear()

    @Slot(QAction)
    def _do(self, action: QAction) -> None:
        deed = self._deeds.get(action)
        if deed is not None:
            deed()
