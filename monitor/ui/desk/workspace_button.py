"""The button in the top bar that says which workspace is in front, and leads to the others."""

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from monitor.ui.desk.workspace_popup import WorkspacePopup
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace

__all__ = ["WorkspaceButton"]

_WIDEST = 240


class WorkspaceButton(QToolButton):
    """Follows the desks when `refresh` is called."""

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._name: str | None = None
        self.setObjectName("barButton")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The arrow stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(14, 14))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Switch, add or rename workspaces"))
        self.clicked.connect(self.open)
        self.set_theme(theme)
        self.refresh()

    def refresh(self) -> None:
        """Name the workspace that is in front."""
        name = self._workspace.desks.current.name
        if name != self._name:
            self._name = name
            words = self.tr("Workspace: %1")
            room = _WIDEST - self.fontMetrics().horizontalAdvance(words)
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
            self.setText(words.replace("%1", shown).replace("&", "&&"))
            self.setAccessibleName(words.replace("%1", name))

    def set_theme(self, theme: Theme) -> None:
        """Tint the arrow."""
        self._theme = theme
        self.setIcon(icon(Glyph.CHEVRON, theme.muted))

    @Slot()
    def open(self) -> None:
        """Show the list of workspaces below the button."""
        popup = WorkspacePopup(self._workspace, self._theme, parent=self)
        popup.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        popup.changed.connect(self._follow)
        popup.popup(self.mapToGlobal(QPoint(self.width(), self.height() + 4)))

    @Slot()
    def _follow(self) -> None:
        self.refresh()
