"""Where the panels of a desk lie: all of them side by side in one widget, so that none is ever taken out of it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.desk.seam import SeamGrip
from monitor.workspace.desk.desk import Desk, Node, Split, Tabs
from monitor.workspace.desk.geometry import GAP, LEAST, Layout, Rect, Size, laid_out, least_size
from monitor.workspace.desk.grid import LEAST_HEIGHT

__all__ = ["DeskSurface"]


class DeskSurface(QWidget):
    """Frames are moved, shown and hidden, and keep their parent: a live plot does not notice how it is arranged.

    Signals: resized(path, shares) while a seam is dragged.
    """

    resized = Signal(object, object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree: Node | None = None
        self._least = LEAST
        self._shown: Mapping[str, PanelFrame] = {}
        self._seams: list[SeamGrip] = []
        self.layout_now = Layout()
        self.setObjectName("deskSurface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    def bounds(self) -> Rect:
        """All of it."""
        return Rect(0, 0, self.width(), self.height())

    def show_desk(self, desk: Desk, frames: Mapping[str, PanelFrame], *, zoomed: str | None) -> None:
        """Lay these frames out, and hide what of them is not in front."""
        self._tree = desk.tree if zoomed is None else Tabs((zoomed,))
        self._least = LEAST if desk.arranged else Size(LEAST.width, LEAST_HEIGHT)
        self._shown = frames
        if self._tree is not None:
            need = least_size(self._tree, least=self._least)
            self.setMinimumSize(need.width + 2 * GAP, need.height + 2 * GAP)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        room = Rect(GAP, GAP, max(0, self.width() - 2 * GAP), max(0, self.height() - 2 * GAP))
        self.layout_now = laid_out(self._tree, room, least=self._least)
        front = {place.shown: rect for place, rect in self.layout_now.places}
        for panel, frame in self._shown.items():
            rect = front.get(panel)
            if rect is not None:
                frame.setGeometry(*rect)
            frame.setVisible(rect is not None)
        self._lay_seams()

    def _lay_seams(self) -> None:
        seams = self.layout_now.seams
        while len(self._seams) < len(seams):
            grip = SeamGrip(parent=self)
            grip.moved.connect(self.resized)
            grip.evened.connect(self._even)
            self._seams.append(grip)
        for grip, seam in zip(self._seams, seams, strict=False):
            grip.show_seam(seam)
        for grip in self._seams[len(seams) :]:
            grip.hide()

    @Slot(object)
    def _even(self, path: Sequence[int]) -> None:
        node = self._tree
        for part in path:
            node = node.parts[part] if isinstance(node, Split) else None
        if isinstance(node, Split):
            self.resized.emit(path, (1.0 / len(node.parts),) * len(node.parts))
