"""A strip that says the program crashed and offers the report: looked at, copied, or put away."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from monitor.engine.reporting.crash_folder import mark_seen
from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.ui.icons import Glyph, icon
from monitor.ui.theme import Theme

__all__ = ["CrashOffer", "text_of"]

_MARK = 16
_MOST_BYTES = 512 * 1024


class CrashOffer(QFrame):
    """Holds nothing up. shown(report): the user wants to read it.

    Once a report has been looked at, copied or put away it is not offered again; it stays in the folder of logs.
    """

    shown = Signal(Path)

    def __init__(self, reports: tuple[Path, ...], theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashOffer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._reports = reports
        self._mark = QLabel()
        self._mark.setFixedWidth(_MARK)
        self._title = ElidedLabel(self._said())
        self._title.setFont(text_font(weight=QFont.Weight.Medium))
        self._advice = ElidedLabel(self.tr("A report was kept on this machine. It is never sent anywhere."))
        self._advice.setProperty("level", "muted")
        self.show_button = QPushButton(self.tr("Show"))
        self.copy_button = QPushButton(self.tr("Copy"))
        self.dismiss_button = QPushButton(self.tr("Dismiss"))
        self.show_button.clicked.connect(self._show)
        self.copy_button.clicked.connect(self._copy)
        self.dismiss_button.clicked.connect(self._dismiss)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._advice.text())
        self._lay_out()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon."""
        self._mark.setPixmap(icon(Glyph.NOTICE, theme.warn).pixmap(QSize(_MARK, _MARK), self.devicePixelRatioF()))

    def _said(self) -> str:
        number = len(self._reports)
        if number == 1:
            return self.tr("Feedscope crashed the last time it ran")
        return self.tr("Feedscope crashed %n times since it last told you", "", number)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addSpacing(2)
        row.addLayout(words)
        row.addStretch(1)
        for button in (self.show_button, self.copy_button, self.dismiss_button):
            button.setObjectName("small")
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            row.addWidget(button)

    @Slot()
    def _show(self) -> None:
        seen = self._put_away()
        self.shown.emit(seen[-1])

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(text_of(self._reports[-1]))
        self._put_away()

    @Slot()
    def _dismiss(self) -> None:
        self._put_away()

    def _put_away(self) -> tuple[Path, ...]:
        self.hide()
        self._reports = tuple(mark_seen(report) for report in self._reports)
        return self._reports


def text_of(report: Path) -> str:
    """What a report says; why it cannot be read, where it cannot."""
    try:
        with report.open("rb") as stream:
            return stream.read(_MOST_BYTES).decode("utf-8", "backslashreplace")
    except OSError as error:
        return f"{report}: {error.strerror or error}"
