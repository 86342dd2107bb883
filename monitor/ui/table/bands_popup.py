"""The bands of one column of a table, in a small popup."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from monitor.ui.band_rows import BandRows
from monitor.ui.fonts import text_font
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.base import Band

__all__ = ["BandsPopup"]

_MARGIN = 12
_WIDTH = 300


class BandsPopup(QFrame):
    """changed(column, bands): with every change that makes sense. Deletes itself when it is closed."""

    changed = Signal(str, object)

    def __init__(self, column: str, bands: Sequence[Band], theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = column
        head = QLabel(self.tr("Bands of %1").replace("%1", column))
        head.setFont(text_font(weight=QFont.Weight.DemiBold))
        self.setAccessibleName(head.text())
        about = QLabel(self.tr("The first band that holds the value counts. An empty field is no bound."))
        about.setProperty("level", "muted")
        about.setWordWrap(True)
        self.rows = BandRows(bands, theme)
        self.rows.edited.connect(self._tell)
        self.rows.resized.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(8)
        for part in (head, about, self.rows):
            layout.addWidget(part)
        self.setFixedWidth(_WIDTH)

    def popup(self, at: QPoint) -> None:
        """Show it at a point of the screen, or where there is room near it."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        self.move(left, max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.show()
        self.rows.more.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(object)
    def _tell(self, bands: tuple[Band, ...]) -> None:
        self.changed.emit(self._column, bands)

    @Slot()
    def _fit(self) -> None:
        if self.isVisible():
            self.adjustSize()
