"""The console, with real clicks and keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from monitor.core.state import FeedState
from monitor.engine.commands import (
    SendBytes,
    SendText,
)
from monitor.engine.messages import FeedCounts
from monitor.ui.console.panel import ConsolePanel
from monitor.ui.console.reply_editor import ReplyEditor
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import ConsoleSpec, Template
from monitor.workspace.wording import THIN
from tests.helpers.message_stage import MessageStage, clipboard
from tests.helpers.messages import sent

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot, dark: Theme, tmp_path: Path) -> MessageStage:
    return MessageStage(qtbot, dark, tmp_path)


def shown(stage: MessageStage, *, profile: dict[str, Any] | None = None, **spec: Any) -> tuple[ConsolePanel, str]:
    feed = stage.open(**(profile or {}))
    panel = ConsolePanel(stage.context, ConsoleSpec(feed=feed, **spec))
    stage.show(panel)
    return panel, feed


def write(stage: MessageStage, panel: ConsolePanel, text: str) -> None:
    panel.composer.field.selectAll()
    stage.qtbot.keyClicks(panel.composer.field, text)


def told(stage: MessageStage) -> list[SendText | SendBytes]:
    return [command for command in stage.host.told if isinstance(command, SendText | SendBytes)]


def test_control_and_return_send_what_was_written(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    write(stage, panel, '{"op":"ping","id":7}')
    stage.qtbot.keyClick(panel.composer.field, Qt.Key.Key_Return, CONTROL)
    assert told(stage) == [SendText(feed, '{"op":"ping","id":7}', (b'"id"', b"7"))]
    assert stage.specs[-1].history == ('{"op":"ping","id":7}',)


def test_bytes_and_text_are_sent_in_their_modes(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.qtbot.mouseClick(panel.composer.modes.chip("hex"), LEFT)
    write(stage, panel, "00 ff")
    stage.qtbot.mouseClick(panel.composer.send, LEFT)
    stage.qtbot.mouseClick(panel.composer.modes.chip("text"), LEFT)
    write(stage, panel, "not JSON")
    stage.qtbot.mouseClick(panel.composer.send, LEFT)
    assert told(stage) == [SendBytes(feed, b"\x00\xff"), SendText(feed, "not JSON")]
    assert stage.specs[-1].mode == "text"


def test_a_fault_is_told_with_its_place_and_nothing_is_sent(stage: MessageStage) -> None:
    panel, _ = shown(stage)
    write(stage, panel, '{"a" 1}')
    assert panel.composer.words == "Line 1, character 6: a colon is missing"
    assert len(panel.composer.field.extraSelections()) == 1
    assert not panel.composer.send.isEnabled()
    stage.qtbot.keyClick(panel.composer.field, Qt.Key.Key_Return, CONTROL)
    assert told(stage) == []
    write(stage, panel, '{"a": 1}')
    assert panel.composer.words == ""
    assert panel.composer.field.extraSelections() == []


def test_what_is_not_known_is_asked_for(stage: MessageStage) -> None:
    profile = {"variables": {"depth": "20", "password": "hush"}, "symbols": ("BTC",)}
    panel, feed = shown(stage, profile=profile)
    write(stage, panel, '{"s":"${symbol}","d":${depth},"g":"${group}","k":"${password}"}')
    blanks = panel.composer.blanks
    assert list(blanks.fields) == ["group", "password"]
    assert blanks.fields["password"].echoMode() is QLineEdit.EchoMode.Password
    assert panel.composer.words == "Fill in group, password"
    panel.send()
    stage.qtbot.keyClicks(blanks.fields["group"], "x")
    stage.qtbot.keyClicks(blanks.fields["password"], "y")
    stage.qtbot.keyClick(blanks.fields["password"], Qt.Key.Key_Return)
    assert told(stage) == [SendText(feed, '{"s":"BTC","d":20,"g":"x","k":"y"}')]
    assert stage.specs[-1].values == (("group", "x"),)
    write(stage, panel, "{}")
    assert not blanks.isVisible()


def test_without_a_connection_nothing_can_be_sent_and_that_is_said(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    write(stage, panel, "{}")
    stage.be(feed, FeedState.WAITING, detail="refused", retry_at=stage.clock.wall() + 10)
    stage.tick()
    assert panel.composer.words.startswith("Not connected: retrying in")
    assert not panel.composer.send.isEnabled()
    panel.send()
    assert told(stage) == []
    stage.be(feed, FeedState.LIVE)
    stage.tick()
    assert panel.composer.words == ""
    assert panel.composer.send.isEnabled()


def test_what_waits_for_the_rate_is_told_below_the_field(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.be(feed, FeedState.LIVE)
    stage.say(FeedCounts(feed, send_queue=12, next_send=stage.clock.wall() + 3.6, unsent=2))
    stage.tick()
    assert panel.composer.words == f"12 waiting, next in 3{THIN}s \N{MIDDLE DOT} 2 not sent"
    write(stage, panel, "{}")
    assert panel.composer.send.isEnabled()
    stage.say(FeedCounts(feed))
    stage.tick()
    assert panel.composer.words == ""


def test_the_arrow_keys_bring_back_what_was_sent(stage: MessageStage) -> None:
    panel, _ = shown(stage, history=('{"a":1}', '{"b":2}'))
    field = panel.composer.field
    stage.qtbot.keyClicks(field, "draft")
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.toPlainText() == '{"b":2}'
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.toPlainText() == '{"a":1}'
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    stage.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.toPlainText() == "draft"


def test_in_several_lines_the_arrow_keys_move_first(stage: MessageStage) -> None:
    panel, _ = shown(stage, history=("old",))
    field = panel.composer.field
    stage.qtbot.keyClicks(field, "one")
    stage.qtbot.keyClick(field, Qt.Key.Key_Return)
    stage.qtbot.keyClicks(field, "two")
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.toPlainText() == "one\ntwo"
    stage.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.toPlainText() == "old"


def test_a_reply_stands_under_its_message(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.say(sent({"id": 1, "op": "a"}, feed=feed, at=stage.clock.wall()))
    stage.come(feed, {"p": 1}, {"id": 1, "r": True}, step=0.038)
    assert [row.seconds for row in panel.model.rows] == [None, pytest.approx(0.038, abs=1e-4)]
    assert "reply after 38" in panel.model.index(1, 0).data()
    stage.qtbot.mouseClick(panel._every, LEFT)
    stage.tick()
    assert panel.model.rowCount() == 3
    assert stage.specs[-1].every
    stage.click_row(panel.list, 1)
    assert panel.detail.isVisible()
    stage.qtbot.keyClick(panel.list, Qt.Key.Key_C, CONTROL)
    assert json.loads(clipboard()) == {"id": 1, "r": True}
    panel._write_again()
    assert panel.composer.field.toPlainText() == clipboard()
    assert not panel.grab().isNull()


def test_how_replies_are_told_can_be_changed(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    stage.say(sent({"req": {"n": 5}}, feed=feed, at=stage.clock.wall()))
    stage.come(feed, {"req": {"n": 5}, "ok": True})
    assert panel.model.rowCount() == 1
    panel.edit_replies()
    editor = panel.findChild(ReplyEditor)
    assert editor is not None
    editor.field.selectAll()
    stage.qtbot.keyClicks(editor.field, "req.")
    assert editor.field.property("wrong")
    stage.qtbot.keyClicks(editor.field, "n")
    stage.tick()
    assert panel.model.rowCount() == 2
    assert stage.specs[-1].reply_id == "req.n"
    editor.close()


def test_a_message_is_repeated_until_it_is_stopped(stage: MessageStage) -> None:
    panel, feed = shown(stage, seconds=2.0)
    write(stage, panel, "{}")
    repeat = panel.composer.repeat
    stage.qtbot.mouseClick(repeat.chip, LEFT)
    for _ in range(4):
        stage.tick(1.0)
    assert len(told(stage)) == 3
    assert repeat.words == "sending every 2 s \N{MIDDLE DOT} 3 sent"
    stage.qtbot.mouseClick(repeat.chip, LEFT)
    stage.tick(5.0)
    assert len(told(stage)) == 3
    assert "stopped" in repeat.words
    assert feed


def test_repeating_ends_with_the_feed_and_with_the_panel(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    write(stage, panel, "{}")
    stage.qtbot.mouseClick(panel.composer.repeat.chip, LEFT)
    stage.be(feed, FeedState.STOPPED)
    stage.tick(10.0)
    assert "the feed stopped" in panel.composer.repeat.words
    assert not panel.composer.repeat.chip.isChecked()
    stage.be(feed, FeedState.LIVE)
    stage.tick()
    stage.qtbot.mouseClick(panel.composer.repeat.chip, LEFT)
    sent_so_far = len(told(stage))
    panel.let_go()
    stage.clock.advance(60.0)
    stage.workspace.pump(1.0)
    assert len(told(stage)) == sent_so_far


def test_the_seconds_between_are_kept(stage: MessageStage) -> None:
    panel, _ = shown(stage)
    field = panel.composer.repeat.field
    field.selectAll()
    stage.qtbot.keyClicks(field, "0.5")
    stage.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stage.specs[-1].seconds == 0.5


def test_a_message_is_kept_under_a_name_and_used_again(stage: MessageStage) -> None:
    panel, feed = shown(stage)
    write(stage, panel, '{"op":"${what}"}')
    templates = panel.composer.templates
    templates.pull_down.actions()[-1].trigger()
    stage.qtbot.keyClicks(panel.composer.name, "Subscribe")
    stage.qtbot.keyClick(panel.composer.name, Qt.Key.Key_Return)
    assert stage.specs[-1].templates == (Template("Subscribe", '{"op":"${what}"}'),)
    assert not panel.composer.name.isVisible()
    write(stage, panel, "{}")
    templates.pull_down.actions()[0].trigger()
    assert panel.composer.field.toPlainText() == '{"op":"${what}"}'
    removing = templates.pull_down.actions()[-1].menu()
    assert removing is not None
    removing.actions()[0].trigger()
    assert stage.specs[-1].templates == ()
    assert feed


def test_naming_a_template_can_be_given_up(stage: MessageStage) -> None:
    panel, _ = shown(stage)
    write(stage, panel, "{}")
    panel.composer.templates.pull_down.actions()[-1].trigger()
    assert panel.composer.name.isVisible()
    stage.qtbot.keyClick(panel.composer.name, Qt.Key.Key_Escape)
    assert not panel.composer.name.isVisible()
    assert stage.specs == []


def test_another_spec_is_shown_without_a_word(stage: MessageStage, light: Theme) -> None:
    panel, feed = shown(stage)
    write(stage, panel, "00")
    panel.set_spec(ConsoleSpec(feed=feed, mode="hex", seconds=9.0, every=True))
    panel.set_theme(light)
    stage.tick()
    assert stage.specs == []
    assert panel.composer.draft.message == b"\x00"
    assert panel.composer.repeat.seconds == 9.0
    assert panel._every.isChecked()
    assert panel.title == "Console"
    assert len(panel.menu_actions()) == 3
