"""What keeps the feed from sending, with what the user can do about it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme
from monitor.workspace.adding.trouble import Trouble

__all__ = ["TroubleStrip"]


class TroubleStrip(QFrame):
    """retry_asked(): connect again now. Takes no room while there is nothing to say."""

    retry_asked = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("troubleStrip")
        self._mark = QLabel()
        self._what = QLabel()
        self._advice = QLabel()
        self._advice.setProperty("level", "muted")
        for label in (self._what, self._advice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.retry = QPushButton(self.tr("Try again"))
        self.retry.setObjectName("small")
        self.retry.clicked.connect(self.retry_asked)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._what)
        texts.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 9, 9)
        row.setSpacing(9)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self.set_theme(theme)

    @property
    def words(self) -> str:
        """What is said, "" when nothing."""
        return "" if self.isHidden() else f"{self._what.text()}. {self._advice.text()}"

    def show_trouble(self, trouble: Trouble | None, *, can_retry: bool) -> None:
        """Say what is wrong, or nothing."""
        self.setVisible(trouble is not None)
        if trouble is None:
            return
        self._what.setText(trouble.what)
        self._advice.setText(trouble.advice)
        self._advice.setVisible(bool(trouble.advice))
        self.retry.setVisible(can_retry)
        self.setAccessibleName(f"{trouble.what}. {trouble.advice}")

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._mark.setPixmap(icon(Glyph.NOTICE, theme.warn).pixmap(QSize(14, 14), self.devicePixelRatioF()))
