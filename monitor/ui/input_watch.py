"""Notices that the user does something, so that a window at rest answers at once."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

__all__ = ["InputWatch"]

_INPUT = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Resize,
        QEvent.Type.Expose,
    }
)


class InputWatch(QObject):
    """Calls `on_input` for mouse, wheel, keys and changes of size of a window that is shown."""

    def __init__(self, window: QWidget, on_input: Callable[[], None]) -> None:
        super().__init__(window)
        self._on_input = on_input
        handle = window.windowHandle()
        # What the display sends comes here first and once; a filter on widgets would run for every event of each.
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._on_input()
        return False
