"""What stands beside the form: preview and first messages, or the text of the profile."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from monitor.ui.add_feed.first_messages import FirstMessages
from monitor.ui.add_feed.preview import Preview
from monitor.ui.add_feed.toml_side import TomlSide
from monitor.ui.card import Card
from monitor.ui.panels.context import PanelContext
from monitor.ui.theme import Theme

__all__ = ["Side"]


class Side(QStackedWidget):
    """preview, messages and toml are wired by whoever knows what they show."""

    def __init__(self, context: PanelContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = Preview(context)
        self.messages = FirstMessages(context.theme)
        self.toml = TomlSide(context.theme)
        self._preview_frame = Card(self.tr("Preview"), "", body=self.preview)
        first = Card(self.tr("First messages"), self.tr("as they come"), body=self.messages)
        text = Card(self.tr("Profile"), self.tr("as TOML"), body=self.toml)
        watching = QWidget()
        column = QVBoxLayout(watching)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._preview_frame, 6)
        column.addWidget(first, 5)
        self.addWidget(watching)
        self.addWidget(text)
        self.preview.titled.connect(self._titled)

    def show_toml(self, on: bool) -> None:
        """Show the text instead of what comes."""
        self.setCurrentIndex(1 if on else 0)

    @property
    def shows_toml(self) -> bool:
        """Whether the text is shown."""
        return self.currentIndex() == 1

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        for part in (self.preview, self.messages, self.toml):
            part.set_theme(theme)

    def _titled(self, words: str) -> None:
        self._preview_frame.set_texts(self.tr("Preview"), words)
