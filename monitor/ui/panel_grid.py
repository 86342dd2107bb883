"""Where panels stand: rows and columns of equal size that the user can drag apart."""

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

__all__ = ["PanelGrid", "columns_for"]

_GAP = 8
_LEAST_WIDTH = 440
_LEAST_HEIGHT = 190
_EQUAL = 10_000
"""A splitter shares its room in proportion to such sizes."""


def columns_for(panels: int, *, width: int) -> int:
    """How many panels stand side by side: as square as it gets, and none narrower than can be read."""
    fitting = max(1, width // _LEAST_WIDTH)
    return max(1, min(fitting, math.ceil(math.sqrt(panels))))


class PanelGrid(QScrollArea):
    """Scrolls when the panels are more than fit at their least height."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: list[QWidget] = []
        self._columns = 0
        self._content = QWidget()
        self._content.setObjectName("plotGrid")
        self._layout = QVBoxLayout(self._content)
        self._layout.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._rows: QSplitter | None = None
        self.setObjectName("plotArea")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content)

    @property
    def count(self) -> int:
        """How many panels are shown."""
        return len(self._panels)

    def set_panels(self, panels: Sequence[QWidget]) -> None:
        """Show these, in this order. One that is no longer among them is the caller's to delete."""
        if list(panels) != self._panels:
            self._panels = list(panels)
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._panels and columns_for(len(self._panels), width=self._room()) != self._columns:
            self._arrange()

    def _room(self) -> int:
        return self.viewport().width() - _GAP

    def _arrange(self) -> None:
        self._columns = columns_for(len(self._panels), width=self._room())
        rows = _splitter(Qt.Orientation.Vertical)
        for start in range(0, len(self._panels), self._columns):
            row = _splitter(Qt.Orientation.Horizontal)
            for panel in self._panels[start : start + self._columns]:
                row.addWidget(panel)
            row.setMinimumHeight(_LEAST_HEIGHT)
            row.setSizes([_EQUAL] * row.count())
            rows.addWidget(row)
        rows.setSizes([_EQUAL] * rows.count())
        self._put(rows)

    def _put(self, rows: QSplitter) -> None:
        if self._rows is not None:
            self._layout.removeWidget(self._rows)
            self._rows.deleteLater()
        self._layout.addWidget(rows)
        self._rows = rows


def _splitter(orientation: Qt.Orientation) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(_GAP)
    return splitter
