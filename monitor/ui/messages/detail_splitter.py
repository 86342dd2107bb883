"""A list and the detail of what is chosen in it: beside each other where there is room, else below."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

__all__ = ["DetailSplitter"]

_BESIDE = 760
"""Pixels from which the two stand side by side."""
_WHOLE = 10_000
_LEAST, _MOST = 0.15, 0.85


class DetailSplitter(QSplitter):
    """share: the detail's part. share_changed(share): the user has moved the line between them."""

    share_changed = Signal(float)

    def __init__(self, rows: QWidget, detail: QWidget, share: float, *, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._detail = detail
        self._share = share
        self.setObjectName("ruled")
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        self.addWidget(rows)
        self.addWidget(detail)
        detail.hide()
        self.splitterMoved.connect(self._moved)

    def set_share(self, share: float) -> None:
        """Give the detail this part of the room."""
        self._share = min(max(share, _LEAST), _MOST)
        self._place()

    def show_detail(self, shown: bool) -> None:
        """Show the detail or let the list have all the room."""
        if shown == self._detail.isHidden():
            self._detail.setVisible(shown)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= _BESIDE
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        part = round(self._share * _WHOLE)
        self.setSizes([_WHOLE - part, part])

    @Slot(int, int)
    def _moved(self, _place: int, _index: int) -> None:
        rows, detail = self.sizes()
        if rows + detail > 0:
            self._share = min(max(detail / (rows + detail), _LEAST), _MOST)
            self.share_changed.emit(round(self._share, 3))
