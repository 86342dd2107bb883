"""Settings are found, set, seen to be changed, and set back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from monitor.ui.settings.setting_row import SettingRow
from monitor.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import Stage


def opened(stage: Stage) -> SettingsPage:
    stage.commands.do.pages.settings()
    page = stage.window.pages.page
    assert isinstance(page, SettingsPage)
    return page


def row(page: SettingsPage, name: str) -> SettingRow:
    return next(each for each in page.rows if each.setting.name == name)


def test_every_row_has_a_control_with_its_name(stage: Stage) -> None:
    for each in opened(stage).rows:
        control = each.findChild(QComboBox) or each.findChild(QCheckBox) or each.findChild(QLineEdit)
        assert control is not None
        assert control.accessibleName() == each.setting.title


def test_a_choice_is_in_force_at_once_and_marked_as_changed(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    theme = row(page, "theme")
    qtbot.keyClicks(theme.findChild(QComboBox), "Light")
    assert stage.workspace.settings.now.theme == "light"
    stage.tick()
    assert stage.appearance.theme.name == "light"
    reset = theme.findChild(QToolButton)
    assert reset is not None
    assert reset.isVisible()
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert stage.workspace.settings.now.theme == "system"
    assert not reset.isVisible()


def test_controls_stand_in_one_line_whether_or_not_they_can_be_set_back(stage: Stage) -> None:
    page = opened(stage)
    stage.workspace.settings.change(theme="light")
    page.refresh(0.0)
    boxes = [each.findChild(QComboBox) for each in (row(page, "theme"), row(page, "contrast"))]
    edges = {box.mapTo(page, box.rect().topRight()).x() for box in boxes if box is not None}
    assert len(edges) == 1


def test_high_contrast_is_switched_live(stage: Stage, qtbot: QtBot) -> None:
    stage.workspace.settings.change(theme="dark")
    page = opened(stage)
    qtbot.keyClicks(row(page, "contrast").findChild(QComboBox), "High")
    stage.tick()
    assert stage.appearance.theme.name == "dark-high"


def test_a_few_words_find_a_setting(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    field = page.findChild(QLineEdit)
    assert field is not None
    assert field.hasFocus()
    qtbot.keyClicks(field, "utc")
    assert [each.setting.name for each in page.rows if each.isVisible()] == ["time_zone"]


def test_what_is_changed_elsewhere_is_shown(stage: Stage) -> None:
    page = opened(stage)
    stage.commands.do.look.utc()
    stage.tick()
    box = row(page, "time_zone").findChild(QComboBox)
    assert box is not None
    assert box.currentData() == "utc"


def test_escape_leads_back_to_the_desk(stage: Stage, qtbot: QtBot) -> None:
    page = opened(stage)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert stage.window.pages.page is None
    stage.tick()
    assert stage.window.empty.isVisible()


def test_all_settings_are_set_back_together(stage: Stage) -> None:
    stage.workspace.settings.change(theme="light", sound=False)
    page = opened(stage)
    page._all_back.click()
    assert (stage.workspace.settings.now.theme, stage.workspace.settings.now.sound) == ("system", True)
