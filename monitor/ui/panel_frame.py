"""The card around a panel: a head with its title, and room for what the panel shows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font

__all__ = ["PanelFrame"]

_HEAD_HEIGHT = 34
_TITLE_LEAST = 200
"""So much of a title stays before it gives way; the subtitle gives way first."""

_CORNER = 6
"""Room below the body, so that its corners stay inside the rounded ones."""


class PanelFrame(QFrame):
    """Owns its body and the controls that stand at the right of its head."""

    def __init__(self, title: str, subtitle: str, *, body: QWidget, controls: QWidget | None = None) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel(title, least=_TITLE_LEAST)
        self._title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._subtitle = ElidedLabel(subtitle)
        self._subtitle.setProperty("level", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, _CORNER)
        column.setSpacing(0)
        column.addWidget(self._made_head(controls))
        column.addWidget(body, 1)

    @property
    def title(self) -> str:
        """What stands in the head."""
        return self._title.text()

    def set_texts(self, title: str, subtitle: str) -> None:
        """Change what stands in the head."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def _made_head(self, controls: QWidget | None) -> QWidget:
        head = QWidget()
        head.setObjectName("panelHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(_HEAD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addStretch(1)
        if controls is not None:
            row.addWidget(controls)
        return head
