"""Panels as pictures."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from monitor.ui.desk.pictures import Pictures
from tests.helpers.desk_stage import DeskStage


def test_a_picture_is_saved_where_the_user_says_and_nothing_waits(desk: DeskStage, tmp_path: Path) -> None:
    desk.add("Prices / now")
    desk.area.control.save_picture()
    dialog = desk.area.findChild(QFileDialog)
    assert dialog.isVisible()
    assert dialog.windowModality() == Qt.WindowModality.NonModal
    assert Path(dialog.selectedFiles()[0]).name == "Prices-now.png"
    dialog.fileSelected.emit(str(tmp_path / "a.png"))
    dialog.close()
    assert not QImage(str(tmp_path / "a.png")).isNull()
    assert "a.png" in desk.workspace.notices.lines[-1].text


def test_a_picture_that_cannot_be_saved_is_told(desk: DeskStage, tmp_path: Path) -> None:
    (panel,) = desk.add("A")
    pictures = desk.area.findChild(Pictures)
    pictures.ask_where(desk.frame(panel)).close()
    pictures.save(str(tmp_path / "gone" / "a.png"))
    assert "could not be saved" in desk.workspace.notices.lines[-1].text
