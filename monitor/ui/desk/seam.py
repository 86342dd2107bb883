"""The gap between two panels, to be dragged."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from monitor.workspace.desk.geometry import Seam

__all__ = ["SeamGrip"]


class SeamGrip(QWidget):
    """Signals: moved(path, shares) while it is dragged; evened(path) at a double click."""

    moved = Signal(object, object)
    evened = Signal(object)

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._seam: Seam | None = None
        self._held: tuple[QPoint, Seam] | None = None
        self.setObjectName("seam")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("Border between two panels"))

    def show_seam(self, seam: Seam) -> None:
        """Stand for this seam."""
        self._seam = seam
        across = seam.direction == "across"
        self.setCursor(Qt.CursorShape.SplitHCursor if across else Qt.CursorShape.SplitVCursor)
        self.setGeometry(*seam.rect)
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._seam is not None:
            self._held = event.globalPosition().toPoint(), self._seam

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            # Always from where it was taken up, so that no rounding adds up.
            start, seam = self._held
            away = event.globalPosition().toPoint() - start
            self.moved.emit(seam.path, seam.dragged(away.x() if seam.direction == "across" else away.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._seam is not None:
            self.evened.emit(self._seam.path)
