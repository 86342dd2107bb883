"""The inspector, with real clicks and keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.core.batch import SeriesKey
from monitor.engine.commands import WatchRaw
from monitor.engine.messages import RawMessages
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.ui.inspector.panel import InspectorPanel
from monitor.ui.messages.following_list import ROW_HEIGHT
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import InspectorSpec
from monitor.workspace.wording import THIN
from tests.helpers.message_stage import MessageStage, clipboard
from tests.helpers.messages import sent


@pytest.fixture
def stage(qtbot: QtBot, dark: Theme, tmp_path: Path) -> MessageStage:
    return MessageStage(qtbot, dark, tmp_path)


def shown(stage: MessageStage, **spec: Any) -> tuple[InspectorPanel, str]:
    feed = stage.open()
    panel = InspectorPanel(stage.context, InspectorSpec(feed=feed, **spec))
    stage.show(panel)
    return panel, feed


def trade(price: float, symbol: str = "A") -> dict[str, Any]:
    return {"e": "trade", "s": symbol, "p": price}


def rows(panel: InspectorPanel) -> list[Any]:
    return [json.loads(panel.model.entry(row).payload)["p"] for row in range(panel.model.rowCount())]


def wheel(panel: InspectorPanel, up: bool) -> None:
    where = QPointF(panel.list.viewport().rect().center())
    delta = QPoint(0, 360 if up else -3600)
    QApplication.sendEvent(
        panel.list.viewport(),
        QWheelEvent(
            where,
            QPointF(panel.list.viewport().mapToGlobal(where.toPoint())),
            QPoint(),
            delta,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_with_a_dialect_it_shows_what_went_over_the_wire_where_that_is_wanted(stage: MessageStage) -> None:
    feed = stage.open(dialect=SocketIoRule())
    panel = InspectorPanel(stage.context, InspectorSpec(feed=feed))
    stage.show(panel)
    chip = panel.stream_controls.framed
    assert chip.isVisibleTo(panel.stream_controls)
    stage.come(feed, trade(1))
    assert rows(panel) == [1]
    stage.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    stage.tick()
    assert stage.specs[-1].framed
    (action,) = (action for action in panel.menu_actions() if action is chip.action)
    assert action.isChecked()
    panel.stream_controls.fit(120)
    assert chip.isHidden()
    watches = [command for command in stage.host.told if isinstance(command, WatchRaw)]
    assert [(each.on, each.framed) for each in watches] == [(True, False), (False, False), (True, True)]
    stage.say(RawMessages(feed, (stage.clock.wall(),), (b'42["trade",{"p":2}]',), framed=True))
    stage.come(feed, trade(3))
    assert [panel.model.entry(row).payload for row in range(panel.model.rowCount())] == [b'42["trade",{"p":2}]']


def test_without_a_dialect_there_is_but_one_way_to_show_messages(stage: MessageStage) -> None:
    panel, feed = shown(stage, framed=True)
    stage.come(feed, trade(1))
    assert not panel.stream_controls.framed.isVisibleTo(panel.stream_controls)
    assert panel.stream_controls.framed.action not in panel.menu_actions()
    assert rows(panel) == [1]


def test_the_newest_message_is_in_sight(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    assert panel.title == "Inspector"
    assert panel.subtitle == "Market"
    stage.come(feed, *(trade(number) for number in range(200)))
    bar = panel.list.verticalScrollBar()
    assert panel.live
    assert bar.value() == bar.maximum() > 0
    stage.come(feed, trade(200))
    assert bar.value() == bar.maximum()
    assert rows(panel)[-1] == 200
    assert not stage.tick()


def test_scrolling_up_stands_still_and_the_end_goes_on(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, *(trade(number) for number in range(200)))
    wheel(panel, up=True)
    stage.come(feed, *(trade(number) for number in range(1240)))
    link = panel.stream_controls.link
    assert not panel.live
    assert len(rows(panel)) == 200
    assert link.isVisible()
    assert link.words == f"1{THIN}240 new \N{MIDDLE DOT}"
    wheel(panel, up=False)
    assert panel.live
    stage.tick()
    assert len(rows(panel)) == 1440
    assert not link.isVisible()


def test_a_click_shows_a_message_in_detail_and_escape_goes_on(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.5), trade(2.5))
    stage.click_row(panel.list, 0)
    assert not panel.live
    assert panel.detail.isVisible()
    assert [line.text for line in panel.detail.lines.lines][3] == '  "p": 1.5'
    stage.come(feed, trade(3.5))
    assert len(rows(panel)) == 2
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    stage.tick()
    assert panel.live
    assert not panel.detail.isVisible()
    assert rows(panel) == [1.5, 2.5, 3.5]


def test_the_arrow_keys_go_from_message_to_message(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0), trade(2.0), trade(3.0))
    stage.click_row(panel.list, 2)
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    assert panel.detail.entry is not None
    assert json.loads(panel.detail.entry.payload)["p"] == 2.0


def test_what_changed_is_told_from_the_message_of_its_kind_before(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0, "A"), trade(7.0, "B"), trade(2.0, "A"))
    stage.click_row(panel.list, 2)
    stage.qtbot.mouseClick(panel.detail._views.chip("changes"), Qt.MouseButton.LeftButton)
    (changed,) = [line for line in panel.detail.lines.lines if line.changed]
    assert (changed.path, changed.note) == ("p", "was 1.0")
    assert panel.detail.words.startswith("1 value differs")
    assert stage.specs[-1] == InspectorSpec(feed=feed, view="changes")
    assert panel.spec == stage.specs[-1]


def test_the_chip_freezes_the_list(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0))
    stage.qtbot.mouseClick(panel.stream_controls.freeze, Qt.MouseButton.LeftButton)
    stage.come(feed, trade(2.0))
    assert rows(panel) == [1.0]
    panel.list.setFocus()
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    stage.tick()
    assert rows(panel) == [1.0, 2.0]
    assert not panel.stream_controls.freeze.isChecked()


def test_what_is_typed_filters_what_is_held_and_what_comes(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0, "ABC"), trade(2.0, "XYZ"))
    field = panel.stream_controls.field
    stage.qtbot.keyClicks(field, "xyz")
    stage.tick()
    assert rows(panel) == [2.0]
    stage.come(feed, trade(3.0, "ABC"), trade(4.0, "XYZ"))
    assert rows(panel) == [2.0, 4.0]
    assert panel.spec == InspectorSpec(feed=feed, filter="xyz")
    stage.qtbot.keyClick(field, Qt.Key.Key_Escape)
    stage.tick()
    assert rows(panel) == [1.0, 2.0, 3.0, 4.0]


def test_a_filter_by_path_is_chosen_from_the_menu(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0), trade(5.0))
    field = panel.stream_controls.field
    field.menu.actions()[2].trigger()
    stage.qtbot.keyClicks(field, "p > 3")
    stage.tick()
    assert rows(panel) == [5.0]
    assert panel.spec == InspectorSpec(feed=feed, filter="p > 3", match="path")


def test_a_filter_that_cannot_be_read_is_told_and_the_last_one_holds(stage: MessageStage) -> None:
    panel, feed = shown(stage, filter="5", match="regex")
    stage.come(feed, trade(1.0), trade(5.0))
    field = panel.stream_controls.field
    stage.qtbot.keyClicks(field, "[")
    stage.tick()
    assert "no regular expression" in panel.note.text
    assert panel.note.isVisible()
    assert field.property("wrong")
    assert rows(panel) == [5.0]
    stage.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert panel.note.text == ""


def test_an_empty_list_says_why(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.tick()
    assert panel.list._words == "Waiting for the first message"
    stage.qtbot.keyClicks(panel.stream_controls.field, "nothing")
    stage.come(feed, trade(1.0))
    assert panel.list._words == "Nothing that is held passes the filter"


def test_that_it_is_a_part_is_said(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    for _ in range(4):
        stage.come(feed, trade(1.0), skipped=30_000)
    assert panel.note.text.startswith("showing 2 of 50")


def test_messages_are_copied(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, b'{"p":1}', b"\x00\xff", binary=frozenset({1}))
    stage.click_row(panel.list, 0)
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == '{"p":1}\n00 ff'
    panel.detail.copy()
    assert clipboard() == '{"p":1}'


def test_values_and_paths_of_the_detail_are_copied(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, {"data": {"s": "ABC", "p": "1.5"}})
    stage.click_row(panel.list, 0)
    lines = panel.detail.lines
    lines.setCurrentIndex(lines.model().index(2, 0))
    lines.copy_value()
    assert clipboard() == "ABC"
    lines.copy_path()
    assert clipboard() == "data.s"
    stage.qtbot.keyClick(lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == '    "s": "ABC",'
    stage.qtbot.keyClick(lines, Qt.Key.Key_Escape)
    assert not panel.detail.isVisible()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe\x00",
        b'{"n":99999999999999999999999,"x":NaN}',
        "東京 \U0001f600 {".encode(),
        b"[" * 5000,
        json.dumps({"data": ["x" * 50] * 30_000}).encode(),
    ],
    ids=["empty", "no text", "no JSON", "wide", "deep", "long"],
)
@pytest.mark.parametrize("view", ["pretty", "raw", "hex", "changes"])
def test_whatever_comes_is_shown(stage: MessageStage, payload: bytes, view: Any) -> None:
    panel, feed = shown(stage, view=view)
    stage.come(feed, payload, payload)
    stage.say(sent(payload, feed=feed))
    stage.tick()
    stage.click_row(panel.list, 1)
    assert panel.model.rowCount() == 3
    assert len(panel.detail.lines.lines) > 0
    assert not panel.grab().isNull()
    assert panel.model.index(0, 0).data() is not None


def test_without_a_feed_one_is_offered(stage: MessageStage) -> None:
    feed = stage.open("Other")
    panel = InspectorPanel(stage.context, InspectorSpec())
    stage.show(panel)
    assert not panel.content.isVisible()
    (menu, *_) = panel.menu_actions()
    choices = menu.menu()
    assert choices is not None
    choices.aboutToShow.emit()
    choices.actions()[0].trigger()
    stage.tick()
    assert panel.content.isVisible()
    assert panel.spec == stage.specs[-1] == InspectorSpec(feed=feed)


def test_a_feed_is_watched_only_while_it_is_shown(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    watches = [command for command in stage.host.told if isinstance(command, WatchRaw)]
    assert watches == [WatchRaw(feed, True, most=200)]
    panel.let_go()
    assert stage.host.told[-1] == WatchRaw(feed, False)


def test_a_feed_that_comes_later_or_anew_is_watched(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0))
    stage.workspace.close_feed(feed)
    stage.tick()
    assert panel.model.rowCount() == 0
    assert not panel.content.isVisible()
    again = stage.open()
    assert again == feed
    stage.tick()
    stage.come(feed, trade(2.0))
    assert rows(panel) == [2.0]


def test_a_dropped_series_brings_its_feed(stage: MessageStage) -> None:
    panel, _ = shown(stage)
    other = stage.open("Other")
    assert panel.take_series([SeriesKey(other, "t", "k", "c")])
    assert not panel.take_series([])
    stage.tick()
    assert panel.subtitle == "Other"


def test_another_spec_is_shown_without_a_word(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0), trade(2.0))
    panel.set_spec(InspectorSpec(title="Mine", feed=feed, filter="2.0", view="hex", detail_share=0.3))
    stage.tick()
    assert stage.specs == []
    assert panel.title == "Mine"
    assert rows(panel) == [2.0]
    assert panel.detail.view == "hex"
    assert panel.stream_controls.field.text() == "2.0"


def test_the_list_shows_the_moment_that_is_looked_at(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, *(trade(number) for number in range(300)))
    panel.look_at(panel.model.entry(150).time)
    stage.tick()
    assert not panel.live
    last = panel.list.rowAt(panel.list.viewport().height() - 10)
    assert 148 <= last <= 150
    panel.look_at(None)
    assert panel.live


def test_times_follow_the_settings_and_colours_the_theme(stage: MessageStage, light: Theme) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0))
    before = panel.grab().toImage()
    panel.set_theme(light)
    assert panel.grab().toImage() != before
    stage.workspace.settings.change(time_zone="utc")
    stage.tick()
    assert panel.model.index(0, 0).data().startswith("22:13:20.600")


@pytest.mark.parametrize("width", [60, 150, 220, 300, 500])
def test_controls_fit_into_their_room_where_that_can_be(stage: MessageStage, width: int) -> None:
    panel, feed = shown(stage)
    stage.come(feed, trade(1.0))
    panel.freeze()
    stage.tick()
    panel.fit_controls(width)
    QApplication.sendPostedEvents()
    assert panel.controls is not None
    assert panel.controls.sizeHint().width() <= max(width, 210)


def test_while_following_a_row_that_is_cut_at_the_top_is_not_shown(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.come(feed, *(trade(number) for number in range(200)))
    view = panel.list.viewport()
    panel.resize(panel.width(), panel.height() - (view.height() - 7) % ROW_HEIGHT)
    assert panel.list.cut_off == 7
    picture = view.grab().toImage()
    top = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(7)}
    assert len(top) == 1
    wheel(panel, up=True)
    assert panel.list.cut_off == 0
