"""A field for a secret: masked, with a button to look at what is typed."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.workspace.secrets.vault import LONGEST

__all__ = ["SecretField"]


class SecretField(QLineEdit):
    """While it is masked, nothing can be copied out of it."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # One too many is refused in words, where cutting it would go unseen.
        self.setMaxLength(LONGEST + 1)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._reveal = QAction(self)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._show)
        self.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        self._show(False)

    @property
    def revealed(self) -> bool:
        """Whether what is typed can be read."""
        return self._reveal.isChecked()

    def reveal(self, on: bool) -> None:
        """Show what is typed, or mask it."""
        self._reveal.setChecked(on)

    def empty(self) -> None:
        """Take everything out, and mask what comes next."""
        # Unlike `clear`, this leaves nothing to undo.
        self.setText("")
        self.reveal(False)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._theme = theme
        self._show(self.revealed)

    @Slot(bool)
    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        words = self.tr("Hide what is typed") if on else self.tr("Show what is typed")
        self._reveal.setToolTip(words)
        self._reveal.setText(words)
        self._reveal.setIcon(icon(Glyph.CONCEAL if on else Glyph.REVEAL, self._theme.muted))
