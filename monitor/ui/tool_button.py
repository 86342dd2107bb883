"""A button that is an icon, with the word for it where words are looked for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["ToolButton"]


class ToolButton(QToolButton):
    """Icon only; `text` is its accessible name and its tip."""

    def __init__(self, glyph: Glyph, text: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self.setIcon(icon(self._glyph, theme.muted, disabled=theme.faint))
