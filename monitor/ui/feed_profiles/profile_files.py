"""Choosing files for profiles that come from elsewhere or go there."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from monitor.core.errors import FeedscopeError
from monitor.feed.profiles.catalogue import Entry
from monitor.workspace.profile_library import ProfileLibrary

__all__ = ["ProfileFiles"]


class ProfileFiles(QObject):
    """taken_in(slug): a profile is among the user's own now; failed(words): why a file could not be read or written.

    Dialogs are opened, never executed: the feeds go on while the user looks for a file.
    """

    taken_in = Signal(str)
    failed = Signal(str)

    def __init__(self, library: ProfileLibrary, *, page: QWidget) -> None:
        super().__init__(page)
        self._library = library
        self._page = page
        self._exported: Entry | None = None
        self._dialog: QFileDialog | None = None

    @Slot()
    def choose_import(self) -> None:
        """Let the user choose a profile from elsewhere."""
        dialog = self._made_dialog(self.tr("Import a profile"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._import)
        dialog.open()

    def choose_export(self, entry: Entry) -> None:
        """Let the user choose where a profile is written to."""
        self._exported = entry
        dialog = self._made_dialog(self.tr("Export a profile"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{entry.slug}.toml")
        dialog.fileSelected.connect(self._export)
        dialog.open()

    def _made_dialog(self, title: str) -> QFileDialog:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = QFileDialog(self._page, title)
        self._dialog.setNameFilter(self.tr("Profiles (*.toml)"))
        return self._dialog

    @Slot(str)
    def _import(self, file: str) -> None:
        try:
            new = self._library.take_in(Path(file))
        except FeedscopeError as error:
            self.failed.emit(str(error))
        else:
            self.taken_in.emit(new.stem.casefold())

    @Slot(str)
    def _export(self, file: str) -> None:
        if self._exported is None:
            return
        try:
            self._library.export(self._exported, Path(file))
        except FeedscopeError as error:
            self.failed.emit(str(error))
