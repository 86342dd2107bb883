"""Asks which file a workspace is written to or read from, without holding anything up."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from monitor.ui.opening.opener import Opener
from monitor.workspace.sharing.shared import ENDING
from monitor.workspace.workspace import Workspace

__all__ = ["WorkspaceFiles"]


class WorkspaceFiles(QObject):
    """One dialog at a time, over the window."""

    def __init__(self, workspace: Workspace, opener: Opener, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._opener = opener
        self._window = window
        self.dialog: QFileDialog | None = None

    @Slot()
    def choose_export(self) -> None:
        """Ask where the workspace in front is to go."""
        dialog = self._made(self.tr("Export workspace"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING.removeprefix("."))
        dialog.selectFile(_file_name(self._workspace.desks.current.name))
        dialog.fileSelected.connect(self._export)
        dialog.open()

    @Slot()
    def choose_import(self) -> None:
        """Ask which file is to come in."""
        dialog = self._made(self.tr("Import workspace"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._import)
        dialog.open()

    def _made(self, title: str) -> QFileDialog:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = QFileDialog(self._window, title)
        self.dialog.setNameFilters([self.tr("Workspaces (%1)").replace("%1", f"*{ENDING}"), self.tr("All files (*)")])
        return self.dialog

    @Slot(str)
    def _export(self, file: str) -> None:
        self._opener.export(Path(file))

    @Slot(str)
    def _import(self, file: str) -> None:
        self._opener.bring_in(Path(file))


def _file_name(desk: str) -> str:
    kept = "".join(char if char.isalnum() or char in " -_." else "-" for char in desk).strip(" .")
    return f"{kept or 'workspace'}{ENDING}"
