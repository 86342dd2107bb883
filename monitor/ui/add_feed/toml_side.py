"""The text of a draft beside its form: either follows the other, and what is wrong is said with its line."""

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from monitor.core.errors import ProfileError
from monitor.feed.profile import Profile
from monitor.feed.profiles.reading import parse_profile
from monitor.feed.profiles.writing import dump_profile
from monitor.ui.add_feed.toml_text import TomlText
from monitor.ui.theme import Theme

__all__ = ["TomlSide"]

_PAUSE = 250
"""Milliseconds without a key after which the text is read."""


class TomlSide(QWidget):
    """profile_written(Profile): the text has been changed by the user and describes this profile.

    judged(): the text has been read, and `broken` tells how it is.
    """

    profile_written = Signal(object)
    judged = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = TomlText(theme)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setContentsMargins(12, 6, 12, 6)
        self._profile: Profile | None = None
        self._own_words = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.read)
        self.text.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(self._words)

    @property
    def words(self) -> str:
        """What is said of the text."""
        return self._words.text()

    @property
    def broken(self) -> bool:
        """Whether the text describes no profile as it stands."""
        return bool(self._words.property("level") == "bad")

    @property
    def written(self) -> str:
        """The text, when the user himself has written it and it is whole; "" when it follows the form."""
        return self.text.toPlainText() if self._own_words and not self.broken else ""

    def show_profile(self, profile: Profile) -> None:
        """Follow the form. A text that already says the same stays as it is, comments and all."""
        if profile == self._profile or self._pause.isActive() or (self.broken and self.text.hasFocus()):
            return
        self._profile = profile
        self._own_words = False
        self._put(dump_profile(profile))
        self._say("")

    def show_text(self, text: str) -> None:
        """Show the text of a file, whole or broken."""
        self._put(text)
        self._own_words = True
        self._profile = None
        self.read()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.text.set_theme(theme)

    @Slot()
    def read(self) -> None:
        """Read the text now."""
        self._pause.stop()
        try:
            profile = parse_profile(self.text.toPlainText(), file="")
        except ProfileError as error:
            self.text.set_fault(error.line)
            place = self.tr("Line %1: ").replace("%1", str(error.line)) if error.line else ""
            self._say(place + error.what.removeprefix(f"{error.line}: "), bad=True)
            self.judged.emit()
            return
        self.text.set_fault(None)
        self._say("")
        if profile != self._profile:
            self._profile = profile
            self.profile_written.emit(profile)
        self.judged.emit()

    @Slot()
    def _typed(self) -> None:
        self._own_words = True
        self._pause.start()

    def _put(self, text: str) -> None:
        if text != self.text.toPlainText():
            with QSignalBlocker(self.text):
                self.text.setPlainText(text)
        self.text.set_fault(None)

    def _say(self, words: str, *, bad: bool = False) -> None:
        level = "bad" if bad else "muted"
        self._words.setText(words or self.tr("The form and this text say the same."))
        if self._words.property("level") != level:
            self._words.setProperty("level", level)
            self._words.style().polish(self._words)
