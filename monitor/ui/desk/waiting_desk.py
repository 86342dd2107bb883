"""What stands on a desk whose feeds have not sent a number yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from monitor.ui.theme import Theme
from monitor.ui.waiting_state import WaitingState
from monitor.workspace.workspace import Workspace

__all__ = ["WaitingDesk"]


class WaitingDesk(QWidget):
    """How each feed is, and a way on for feeds that never send numbers. pick_asked(): a panel is to be added."""

    pick_asked = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = WaitingState(workspace, theme)
        pick = QPushButton(self.tr("Add a panel"))
        pick.clicked.connect(self.pick_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.addWidget(self._waiting, 1)
        column.addWidget(pick, 0, Qt.AlignmentFlag.AlignHCenter)
        # Rows of feeds that are not there would make the window's least size too large.
        self.refresh()

    def refresh(self) -> None:
        """Say of each feed how it is now."""
        self._waiting.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Restyle the marks."""
        self._waiting.set_theme(theme)
