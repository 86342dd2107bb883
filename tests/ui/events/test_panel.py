"""The event log, with real clicks and keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from monitor.demo.feeds.events import EventsFeed
from monitor.ui.events.panel import EventLogPanel
from monitor.ui.events.rules_editor import RulesEditor
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import USUAL_PAINTS, EventLogSpec, Paint
from monitor.workspace.messages.moments import moment_words
from tests.helpers.message_stage import MessageStage, clipboard
from tests.helpers.messages import sent


@pytest.fixture
def stage(qtbot: QtBot, dark: Theme, tmp_path: Path) -> MessageStage:
    return MessageStage(qtbot, dark, tmp_path)


def shown(stage: MessageStage, **spec: Any) -> tuple[EventLogPanel, str]:
    feed = stage.open("Plant")
    panel = EventLogPanel(stage.context, EventLogSpec(feed=feed, **spec))
    stage.show(panel)
    return panel, feed


def event(text: str, level: str = "info", source: str = "pump 1") -> dict[str, Any]:
    return {"time": "2026-01-01T00:00:00Z", "level": level, "severity": 20, "source": source, "text": text}


def cells(panel: EventLogPanel) -> list[tuple[str, ...]]:
    return [panel.model.rows[row].cells for row in range(panel.model.rowCount())]


def headings(panel: EventLogPanel) -> list[str]:
    model = panel.model
    return [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]


def test_the_demo_is_shown_in_columns_it_suggests(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    assert headings(panel) == ["TIME", "MESSAGE"]
    for index in range(10):
        stage.come(feed, *(planned.text.encode() for planned in EventsFeed(seed=1).block(index, epoch=1.7e9)))
    assert headings(panel) == ["TIME", "LEVEL", "SOURCE", "TEXT"]
    assert panel.model.rowCount() > 20
    assert stage.specs == []
    assert not panel.grab().isNull()


def test_what_is_typed_is_searched_in_what_is_shown(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, event("cycle finished"), event("oil is warm", "warning"), event("done", source="oil pump"))
    field = panel.stream_controls.field
    stage.qtbot.keyClicks(field, "oil")
    stage.tick()
    assert [row[-1] for row in cells(panel)] == ["oil is warm", "done"]
    assert panel.spec == EventLogSpec(feed=feed, search="oil")
    stage.come(feed, event("more oil"), event("nothing"))
    assert len(cells(panel)) == 3
    stage.qtbot.keyClicks(field, " (")
    stage.qtbot.keyClick(field, Qt.Key.Key_Escape)
    stage.tick()
    assert len(cells(panel)) == 5


def test_an_expression_that_is_none_is_told(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, event("a"))
    stage.qtbot.keyClicks(panel.stream_controls.field, "/(/")
    assert "no regular expression" in panel.note.text


def test_rules_give_lines_their_level_and_can_be_edited(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, event("x", "error"), event("y", "warning"), event("z"), event("polled", "debug"))
    assert [row.level for row in panel.model.rows] == ["bad", "warn", None, "faint"]
    panel.edit_rules()
    editor = panel.findChild(RulesEditor)
    assert editor is not None
    field = editor.fields[0]
    field.selectAll()
    stage.qtbot.keyClicks(field, "pum(")
    assert field.property("wrong")
    stage.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    stage.qtbot.keyClicks(field, "p 1")
    stage.tick()
    assert [row.level for row in panel.model.rows] == ["bad", "bad", "bad", "bad"]
    assert panel.spec == EventLogSpec(feed=feed, paints=(Paint("pump 1", "bad"), *USUAL_PAINTS[1:]))
    editor.close()


def test_rules_are_added_removed_and_reset(stage: MessageStage) -> None:
    panel, _ = shown(stage, paints=(Paint("flag", "accent"),))
    panel.edit_rules()
    editor = panel.findChild(RulesEditor)
    assert editor is not None
    stage.qtbot.mouseClick(editor._add, Qt.MouseButton.LeftButton)
    stage.qtbot.keyClicks(editor.fields[1], "red")
    assert editor.paints == (Paint("flag", "accent"), Paint("red", "warn"))
    stage.qtbot.mouseClick(editor._rules[0].remove, Qt.MouseButton.LeftButton)
    assert stage.specs[-1].paints == (Paint("red", "warn"),)
    editor._rules[0].chip.pull_down.actions()[0].trigger()
    assert stage.specs[-1].paints == (Paint("red", "bad"),)
    editor._put_usual()
    assert stage.specs[-1].paints == USUAL_PAINTS
    editor.close()


def test_columns_are_chosen_from_the_menu(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, event("a"), event("b"))
    menu = panel._columns_menu
    menu.aboutToShow.emit()
    actions = {action.text(): action for action in menu.actions()}
    assert [name for name, action in actions.items() if action.isChecked()] == ["level", "source", "text"]
    actions["severity"].trigger()
    stage.tick()
    assert headings(panel) == ["TIME", "LEVEL", "SOURCE", "TEXT", "SEVERITY"]
    assert cells(panel)[0] == ("info", "pump 1", "a", "20")
    assert panel.spec == EventLogSpec(feed=feed, columns=("level", "source", "text", "severity"))
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    stage.tick()
    assert headings(panel)[-1] == "TEXT"
    assert panel.spec == EventLogSpec(feed=feed)


def test_a_dragged_edge_is_kept(stage: MessageStage) -> None:
    panel, feed = shown(stage, columns=("level", "text"))
    stage.come(feed, event("a"))
    header = panel._header
    edge = header.sectionPosition(1) + header.sectionSize(1) - 1
    viewport = header.viewport()
    stage.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge, 10))
    stage.qtbot.mouseMove(viewport, QPoint(edge + 20, 10))
    stage.qtbot.mouseMove(viewport, QPoint(edge + 40, 10))
    stage.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge + 40, 10))
    widths = header.widths
    assert stage.specs[-1].widths == tuple(widths)
    panel.set_spec(EventLogSpec(feed=feed, columns=("level", "text"), widths=(130, 99)))
    assert header.widths == [130, 99]


def test_rows_are_copied_and_shown_in_detail(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, event("a"), event("b"))
    stage.click_row(panel.list, 1)
    assert panel.detail.isVisible()
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    time = moment_words(panel.model.entry(1).time, utc=False)
    assert clipboard() == f"{time}\tinfo\tpump 1\tb"


def test_what_was_sent_is_no_event_and_text_is_shown_as_it_is(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.say(sent({"op": "subscribe"}, feed=feed))
    stage.come(feed, b"plain line", "other \N{SNOWMAN} line".encode(), b"\x00\x01", binary=frozenset({2}))
    assert cells(panel) == [("plain line",), ("other \N{SNOWMAN} line",), ("00 01",)]
    assert panel.model.index(0, 1).data() == "plain line"


def test_the_log_stands_still_while_it_is_frozen(stage: MessageStage, light: Theme) -> None:
    panel, feed = shown(stage)
    stage.come(feed, event("a"))
    panel.toggle_freeze()
    stage.come(feed, event("b"))
    assert len(cells(panel)) == 1
    panel.set_theme(light)
    panel.jump_to_live()
    stage.tick()
    assert len(cells(panel)) == 2
    assert len(panel.menu_actions()) == 5


def test_while_following_no_row_is_cut_at_the_top(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, *(event(str(number)) for number in range(100)))
    view = panel.list.viewport()
    row = panel.list.rowHeight(0)
    panel.resize(panel.width(), panel.height() - (view.height() - 9) % row)
    assert panel.list.cut_off == 9
