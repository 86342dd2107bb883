"""The bar along the top: the name, the one field, the workspace, and the menu."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from monitor.ui.address_field import AddressField
from monitor.ui.alerts.alerts_button import AlertsButton
from monitor.ui.desk.workspace_button import WorkspaceButton
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.ui.tool_button import ToolButton
from monitor.workspace.workspace import Workspace

__all__ = ["TopBar"]

_HEIGHT = 44
_FIELD_WIDTH = 620


class TopBar(QWidget):
    """Lays out; its parts are wired by whoever knows what they do."""

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._mark = QLabel()
        self._name = QLabel("Feedscope")
        self._name.setFont(text_font(weight=QFont.Weight.Bold))
        self.field = AddressField(theme)
        self.field.setMaximumWidth(_FIELD_WIDTH)
        self.workspace_button = WorkspaceButton(workspace, theme)
        self.alerts_button = AlertsButton(workspace.alerts, theme)
        self.alerts_button.setObjectName("barButton")
        self.menu_button = ToolButton(Glyph.MENU, self.tr("Menu"), theme)
        self.menu_button.setObjectName("barButton")
        self._lay_out()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._mark.setPixmap(icon(Glyph.MARK, theme.accent).pixmap(QSize(16, 16), self.devicePixelRatioF()))
        for part in (self.field, self.workspace_button, self.alerts_button, self.menu_button):
            part.set_theme(theme)

    def refresh(self) -> None:
        """Follow the workspace that is in front, and the alerts."""
        self.workspace_button.refresh()
        self.alerts_button.refresh()

    def _lay_out(self) -> None:
        left = QHBoxLayout()
        left.setSpacing(7)
        left.addWidget(self._mark)
        left.addWidget(self._name)
        left.addStretch()
        right = QHBoxLayout()
        right.setSpacing(8)
        right.addStretch()
        right.addWidget(self.workspace_button)
        right.addWidget(self.alerts_button)
        right.addWidget(self.menu_button)
        # The sides are equally wide, so that the field stands in the middle of the window.
        bar = QGridLayout(self)
        bar.setContentsMargins(14, 0, 12, 0)
        bar.setHorizontalSpacing(16)
        bar.addLayout(left, 0, 0)
        bar.addWidget(self.field, 0, 1)
        bar.addLayout(right, 0, 2)
        for column, stretch in ((0, 2), (1, 5), (2, 2)):
            bar.setColumnStretch(column, stretch)
