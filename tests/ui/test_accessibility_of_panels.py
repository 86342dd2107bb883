"""A desk with one panel of every kind is spoken, and walked through by keys, like everything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor.ui.panels.kinds import panel_kinds
from tests.ui.conftest import Stage
from tests.ui.test_accessibility import focusable, spoken


@pytest.fixture
def full(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    kinds = panel_kinds()
    made = Stage(qapp, qtbot, tmp_path, kinds=kinds)
    made.workspace.settings.change(plot_automatically=False)
    made.open("Market", BTC=1.0, ETH=2.0)
    for kind in kinds:
        made.workspace.desks.add(kind.fresh(made.workspace, ()))
    made.window.resize(1900, 1400)
    for _ in range(len(kinds) + 4):
        made.tick()
        QApplication.processEvents()
    yield made
    made.close()


def path_of(widget: QWidget) -> str:
    names, at = [], widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " in ".join(names)


def test_one_of_every_kind_stands_there(full: Stage) -> None:
    assert len(full.window.desk.panels) == len(panel_kinds())


def test_everything_that_takes_the_focus_has_a_name(full: Stage) -> None:
    assert [path_of(widget) for widget in focusable(full.window) if not spoken(widget)] == []


def test_every_panel_is_reached_by_tab_and_left_again(full: Stage, qtbot: QtBot) -> None:
    full.window.activateWindow()
    full.window.top_bar.field.setFocus()
    first = full.window.focusWidget()
    reached, back = {first}, False
    for _ in range(400):
        qtbot.keyClick(full.window.focusWidget(), Qt.Key.Key_Tab)
        back = full.window.focusWidget() is first
        reached.add(full.window.focusWidget())
        if back:
            break
    assert back, f"the focus is caught at {path_of(full.window.focusWidget())}"
    wanted = {
        widget
        for widget in focusable(full.window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    missed = [path_of(widget) for widget in wanted - reached]
    assert not missed, "\n".join(missed)


def test_everything_in_the_tree_that_can_be_used_has_a_name(full: Stage) -> None:
    used = {
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.Table,
        QAccessible.Role.Tree,
        QAccessible.Role.List,
        QAccessible.Role.PageTab,
        QAccessible.Role.Slider,
        QAccessible.Role.SpinBox,
    }
    nameless, waiting = [], [QAccessible.queryAccessibleInterface(full.window)]
    seen = 0
    while waiting:
        at = waiting.pop()
        seen += 1
        state = at.state()
        if at.role() in used and not state.invisible and not at.text(QAccessible.Text.Name):
            nameless.append(path_of(at.object()) if isinstance(at.object(), QWidget) else str(at.role()))
        if at.role() not in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
            waiting += [child for place in range(at.childCount()) if (child := at.child(place)) is not None]
    assert seen > 100
    assert not nameless, "\n".join(nameless)
