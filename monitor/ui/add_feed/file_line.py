"""A field for the path of a file, with a button to choose one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

__all__ = ["FileLine"]


class FileLine(QWidget):
    """chosen(path): a file was chosen. title: of the dialog, which nothing waits for."""

    chosen = Signal(str)

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._dialog: QFileDialog | None = None
        self.field = QLineEdit()
        self.button = QPushButton(self.tr("Choose…"))
        self.button.setObjectName("small")
        self.button.setAccessibleName(f"{self.button.text()} {title}")
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.field)

    @Slot()
    def _choose(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = QFileDialog(self, self._title)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.setNameFilters([self.tr("PEM files (*.pem *.crt *.cer *.key)"), self.tr("All files (*)")])
        self._dialog.fileSelected.connect(self._take)
        self._dialog.open()

    @Slot(str)
    def _take(self, file: str) -> None:
        self.field.setText(file)
        self.chosen.emit(file)
