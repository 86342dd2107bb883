"""The head of the event log: names of columns whose edges the user can drag."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from monitor.ui.fonts import caps_font

__all__ = ["EventsHeader"]

_LEAST_WIDTH = 32


class EventsHeader(QHeaderView):
    """widths_chosen(): the user has dragged an edge, which nothing else tells from a width set by the program."""

    widths_chosen = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._pressed: list[int] = []
        self.setObjectName("quiet")
        self.setFont(caps_font())
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(_LEAST_WIDTH)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @property
    def widths(self) -> list[int]:
        """Of all columns but the last, which takes what is left."""
        return [self.sectionSize(section) for section in range(self.count() - 1)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.widths
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.widths != self._pressed:
            self.widths_chosen.emit()
