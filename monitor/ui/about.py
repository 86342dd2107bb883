"""What this program is, which versions it runs on, and under which licences its parts come."""

import platform

import PySide6
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor import __version__
from monitor.ui.fonts import text_font

__all__ = ["show_about"]

_WIDTH = 400


def show_about(window: QWidget) -> None:
    """Open the dialog over `window`; it holds nothing up and deletes itself."""
    dialog = _About(window)
    dialog.open()


class _About(QDialog):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Feedscope"))
        self.setMinimumSize(QSize(_WIDTH, 0))
        title = QLabel(self.tr("Feedscope %1").replace("%1", __version__))
        title.setFont(text_font(16, weight=QFont.Weight.DemiBold))
        what = QLabel(self.tr("An oscilloscope for live data over WebSocket. Free software under the MIT licence."))
        parts = QLabel(
            self.tr(
                "Uses Qt and PySide6 (LGPL), pyqtgraph, NumPy, qasync, websocket-client and msgspec, and the typefaces "
                "Inter and JetBrains Mono (SIL Open Font License)."
            )
        )
        versions = QLabel(f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, Qt {qVersion()}")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        versions.setAccessibleName(self.tr("Versions"))
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        for label in (what, parts, versions):
            label.setWordWrap(True)
            label.setProperty("level", "muted")
        for part in (title, what, parts, versions):
            column.addWidget(part)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
