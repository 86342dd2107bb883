from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitor.ui.charts.chips import ChipRow, ChoiceChip, MenuChip, SwitchChip


@pytest.fixture
def row(qtbot: QtBot) -> ChipRow:
    made = ChipRow()
    qtbot.addWidget(made)
    made.take((SwitchChip("Log", "Counts by powers of ten", False), ChoiceChip("Span", [(1, "one"), (2, "two")], 1)))
    made.show()
    return made


def test_a_choice_is_made_from_the_menu_under_the_chip(row: ChipRow, qtbot: QtBot) -> None:
    chip = row.chips[1]
    assert isinstance(chip, ChoiceChip)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.pull_down.isVisible()
    qtbot.keyClick(chip.pull_down, Qt.Key.Key_Down)
    qtbot.keyClick(chip.pull_down, Qt.Key.Key_Down)
    with qtbot.waitSignal(chip.chosen) as told:
        qtbot.keyClick(chip.pull_down, Qt.Key.Key_Return)
    assert told.args == [2]
    assert (chip.text(), chip.value) == ("two", 2)


def test_a_value_that_is_no_choice_joins_them(row: ChipRow) -> None:
    chip = row.chips[1]
    assert isinstance(chip, ChoiceChip)
    chip.show_value(7, text="seven")
    assert (chip.text(), chip.value) == ("seven", 7)
    chip.show_value(1)
    assert [action.text() for action in chip.pull_down.actions()] == ["one", "two", "seven"]


def test_chip_and_action_of_a_switch_are_one(row: ChipRow, qtbot: QtBot) -> None:
    chip = row.chips[0]
    assert isinstance(chip, SwitchChip)
    with qtbot.waitSignal(chip.switched) as told:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert chip.action.isChecked()
    with qtbot.waitSignal(chip.switched) as told:
        chip.action.trigger()
    assert told.args == [False]
    assert not chip.isChecked()


def test_what_an_entry_does_is_done_and_forgotten_with_the_entry(row: ChipRow) -> None:
    done: list[int] = []
    menu = MenuChip("Series", "Series shown", parent=row).pull_down
    menu.add("one", partial(done.append, 1))
    menu.actions()[0].trigger()
    menu.empty()
    menu.add("two", partial(done.append, 2))
    assert [action.text() for action in menu.actions()] == ["two"]
    menu.actions()[0].trigger()
    assert done == [1, 2]


def test_where_there_is_no_room_chips_give_way_from_the_left_and_their_actions_stay(row: ChipRow) -> None:
    row.fit(row.chips[1].sizeHint().width() + 2)
    assert row.chips[0].isHidden()
    assert not row.chips[1].isHidden()
    assert len(row.actions_of()) == 2
    row.fit(1000)
    assert not row.chips[0].isHidden()
    row.want(row.chips[1], False)
    assert row.chips[1].isHidden()
    assert len(row.actions_of()) == 1
