"""What stands in the middle while no feed is open: how to begin."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["EmptyState"]

_TEXT_WIDTH = 420


class EmptyState(QWidget):
    """Signals: address_asked() and demo_asked(), one for each button."""

    address_asked = Signal()
    demo_asked = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = QLabel()
        self._title = QLabel(self.tr("Watch a live feed"))
        self._title.setFont(text_font(20, weight=QFont.Weight.DemiBold))
        self._text = QLabel(
            self.tr(
                "Paste the address of any WebSocket. Feedscope connects, finds the numbers in the messages and plots "
                "them; when the feed falls silent or breaks, you see that too."
            )
        )
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_TEXT_WIDTH)
        self._text.setProperty("level", "muted")
        self._address = QPushButton(self.tr("Paste an address"))
        self._address.setObjectName("primary")
        self._address.clicked.connect(self.address_asked)
        self._demo = QPushButton(self.tr("Open the demo"))
        self._demo.clicked.connect(self.demo_asked)
        self._lay_out()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._mark.setPixmap(icon(Glyph.MARK, theme.accent).pixmap(QSize(32, 32), self.devicePixelRatioF()))

    def set_demo_enabled(self, enabled: bool) -> None:
        """Whether the demo can be opened; once is enough."""
        self._demo.setEnabled(enabled)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._address)
        buttons.addWidget(self._demo)
        buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(2)
        for part, space in ((self._mark, 14), (self._title, 8), (self._text, 20)):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            column.addSpacing(space)
        column.addLayout(buttons)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()
