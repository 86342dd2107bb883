"""One secret in the list: its name, whose it is, and what can be done with it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from monitor.ui.fonts import mono_font, text_font
from monitor.workspace.secrets.usage import SecretRow

__all__ = ["SecretRowView"]


class SecretRowView(QWidget):
    """replace_asked(name), forget_asked(name)."""

    replace_asked = Signal(str)
    forget_asked = Signal(str)

    def __init__(self, row: SecretRow, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        name = QLabel(row.name)
        name.setFont(mono_font())
        self.words = QLabel(self._about())
        self.words.setProperty("level", "muted" if row.kept else "warn")
        self.words.setFont(text_font(12))
        self.words.setWordWrap(True)
        self.replace = QPushButton(self.tr("Replace…") if row.kept else self.tr("Enter…"))
        self.forget = QPushButton(self.tr("Forget"))
        self.forget.setVisible(row.kept)
        for button in (self.replace, self.forget):
            button.setObjectName("small")
            button.setAccessibleName(f"{button.text()} {row.name}")
        self.replace.clicked.connect(self._replace)
        self.forget.clicked.connect(self._forget)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.words, 1, 0)
        grid.addWidget(self.replace, 0, 1, 2, 1)
        grid.addWidget(self.forget, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)

    def _about(self) -> str:
        row = self.row
        users = ", ".join(row.users)
        if not row.kept:
            return self.tr("not in the keychain; needed by %1").replace("%1", users)
        return self.tr("used by %1").replace("%1", users) if users else self.tr("used by no feed")

    @Slot()
    def _replace(self) -> None:
        self.replace_asked.emit(self.row.name)

    @Slot()
    def _forget(self) -> None:
        self.forget_asked.emit(self.row.name)
