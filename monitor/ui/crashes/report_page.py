"""The page that shows a report of a crash, to be read and copied."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from monitor.ui.crashes.crash_offer import text_of
from monitor.ui.fonts import mono_font
from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme

__all__ = ["ReportPage"]

_HEIGHT = 420


class ReportPage(Page):
    """`text` is the report."""

    def __init__(self, report: Path, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_head(self.tr("Report of a crash"), report.name)
        self._report = report
        self.text = text_of(report)
        advice = QLabel(
            self.tr(
                "Known secrets were taken out. Read it through before you pass it on: it stays on this machine "
                "unless you copy it."
            )
        )
        advice.setProperty("level", "muted")
        advice.setWordWrap(True)
        field = QPlainTextEdit(self.text)
        field.setObjectName("messageField")
        field.setReadOnly(True)
        field.setFont(mono_font())
        field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        field.setMinimumHeight(_HEIGHT)
        field.setAccessibleName(self.tr("Report"))
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setObjectName("primary")
        self.copy_button.clicked.connect(self._copy)
        self.folder_button = QPushButton(self.tr("Open its folder"))
        self.folder_button.clicked.connect(self._open)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        self.body.addWidget(advice)
        self.body.addWidget(field, 1)
        self.body.addLayout(buttons)

    def take_focus(self) -> None:
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.parent)))
