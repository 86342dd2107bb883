"""Panels as pictures: into the clipboard, or into a file of the user's choice."""

import re
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from monitor.core.errors import FeedscopeError
from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.screenshot import save_screenshot
from monitor.workspace.workspace import Workspace

__all__ = ["Pictures"]

_SHORT = 6.0
"""Seconds for which it is told that something went well."""


class Pictures(QObject):
    """Takes them as they are on the screen, at the screen's own resolution."""

    def __init__(self, workspace: Workspace, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._frame: PanelFrame | None = None

    def copy(self, frame: PanelFrame) -> None:
        """Put a picture of the panel into the clipboard."""
        QGuiApplication.clipboard().setPixmap(frame.grab())
        self._tell(self.tr("The picture of the panel was copied"))

    def ask_where(self, frame: PanelFrame) -> QFileDialog:
        """Let the user choose a file, and save a picture of the panel there. Nothing waits for the answer."""
        self._frame = frame
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        name = re.sub(r"[^\w.-]+", "-", frame.title).strip("-.") or "panel"
        dialog = QFileDialog(frame.window(), self.tr("Save as picture"), str(Path(folder) / f"{name}.png"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PNG picture (*.png)"), self.tr("JPEG picture (*.jpg)")])
        dialog.setDefaultSuffix("png")
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.show()
        return dialog

    @Slot(str)
    def save(self, file: str) -> None:
        """Save a picture of the panel that was asked about."""
        frame, self._frame = self._frame, None
        if frame is None or frame.parentWidget() is None:
            return
        try:
            save_screenshot(frame, Path(file))
        except FeedscopeError as error:
            self._workspace.notices.post(error.what, now=self._workspace.wall(), advice=error.advice)
        else:
            self._tell(self.tr("The picture was saved as %1").replace("%1", Path(file).name))

    def _tell(self, words: str) -> None:
        self._workspace.notices.post(words, now=self._workspace.wall(), level="ok", seconds=_SHORT)
