"""The button that names the workspace, and the list behind it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitor.ui.desk.workspace_button import WorkspaceButton
from monitor.ui.desk.workspace_popup import WorkspacePopup
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.workspace import Workspace
from tests.helpers.analysis import Bench


@pytest.fixture
def workspace(tmp_path) -> Workspace:  # type: ignore[no-untyped-def]
    return Bench(tmp_path).workspace


@pytest.fixture
def button(workspace: Workspace, dark: Theme, qtbot: QtBot) -> Iterator[WorkspaceButton]:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = WorkspaceButton(workspace, dark, parent=owner)
    owner.show()
    yield made
    for popup in made.findChildren(WorkspacePopup):
        popup.close()


def opened(button: WorkspaceButton, qtbot: QtBot) -> WorkspacePopup:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return button.findChildren(WorkspacePopup)[-1]


def row(popup: WorkspacePopup, words: str) -> QPushButton:
    return next(row for row in popup.rows if row.accessibleName() == words)


def test_the_button_names_the_workspace_in_front(workspace: Workspace, button: WorkspaceButton) -> None:
    assert button.text() == "Workspace: Main"
    workspace.desks.create("R&D with a name that is far too long for it")
    button.refresh()
    assert button.text().startswith("Workspace: R&&D with")
    assert button.accessibleName() == "Workspace: R&D with a name that is far too long for"


def test_another_workspace_is_brought_to_the_front(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    workspace.desks.create("Second")
    popup = opened(button, qtbot)
    assert row(popup, "Second").hasFocus()
    assert row(popup, "Second").accessibleDescription() == "In front"
    row(popup, "Main").click()
    assert workspace.desks.current.name == "Main"
    assert button.text() == "Workspace: Main"
    assert popup.isHidden()


def test_the_list_is_used_by_keys(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    workspace.desks.create("Second")
    popup = opened(button, qtbot)
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Up)
    assert row(popup, "Main").hasFocus()
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    assert workspace.desks.current.name == "Main"


def test_a_new_workspace_is_named_in_the_list(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    popup = opened(button, qtbot)
    row(popup, "New workspace").click()
    field = popup.findChild(QLineEdit)
    assert field.hasFocus()
    qtbot.keyClicks(field, "Test stand")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert workspace.desks.names == ("Main", "Test stand")
    assert button.text() == "Workspace: Test stand"


def test_a_workspace_is_renamed_in_the_list(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    popup = opened(button, qtbot)
    row(popup, "Rename").click()
    field = popup.findChild(QLineEdit)
    assert field.selectedText() == "Main"
    qtbot.keyClicks(field, "Markets")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert workspace.desks.names == ("Markets",)


def test_escape_changes_nothing(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    popup = opened(button, qtbot)
    row(popup, "Rename").click()
    field = popup.findChild(QLineEdit)
    qtbot.keyClicks(field, "Markets")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert workspace.desks.names == ("Main",)
    assert popup.isHidden()


def test_a_removed_workspace_can_be_brought_back(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    workspace.desks.add(PlotSpec(title="A"))
    workspace.desks.create("Second")
    workspace.desks.switch("Main")
    row(opened(button, qtbot), "Remove").click()
    assert workspace.desks.names == ("Second",)
    (line,) = workspace.notices.lines
    assert "Main" in line.text
    workspace.notices.undo(line.serial)
    assert workspace.desks.names == ("Main", "Second")
    assert len(workspace.desks.current.panels) == 1


def test_a_workspace_is_copied_tidied_and_reset(workspace: Workspace, button: WorkspaceButton, qtbot: QtBot) -> None:
    desks = workspace.desks
    first = desks.add(PlotSpec(title="A"))
    desks.add(PlotSpec(title="B"), beside=first, side="tab")
    row(opened(button, qtbot), "Duplicate").click()
    assert desks.names == ("Main", "Main 2")
    row(opened(button, qtbot), "Make panels equally large").click()
    row(opened(button, qtbot), "Reset arrangement").click()
    assert not desks.current.arranged
    assert desks.every[0].arranged


def test_a_theme_reaches_the_button(button: WorkspaceButton, light: Theme) -> None:
    before = button.icon().pixmap(16, 16).toImage()
    button.set_theme(light)
    assert button.icon().pixmap(16, 16).toImage() != before
    QApplication.processEvents()
