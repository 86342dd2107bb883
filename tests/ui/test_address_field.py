"""The one field, with the keys a user presses."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from monitor.engine.commands import OpenFeed
from tests.ui.conftest import Stage


def type_and_enter(stage: Stage, qtbot: QtBot, text: str) -> None:
    field = stage.window.top_bar.field
    field.setFocus()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_an_address_typed_and_entered_opens_a_feed(stage: Stage, qtbot: QtBot) -> None:
    type_and_enter(stage, qtbot, "wss://example.net/stream")
    command = stage.host.told[0]
    assert isinstance(command, OpenFeed)
    assert command.profile.address == "wss://example.net/stream"
    assert stage.window.top_bar.field.text() == ""


def test_what_is_wrong_stands_under_the_field_in_words(stage: Stage, qtbot: QtBot) -> None:
    type_and_enter(stage, qtbot, "ftp://example.net")
    field = stage.window.top_bar.field
    assert "ftp" in field.error
    assert "wss://" in field.error
    assert stage.host.told == []
    assert field.text() == "ftp://example.net"
    assert field.error in field.accessibleDescription()


def test_the_error_goes_with_the_next_key(stage: Stage, qtbot: QtBot) -> None:
    type_and_enter(stage, qtbot, "ftp://example.net")
    qtbot.keyClick(stage.window.top_bar.field, Qt.Key.Key_Backspace)
    assert stage.window.top_bar.field.error == ""


def test_escape_gives_up(stage: Stage, qtbot: QtBot) -> None:
    type_and_enter(stage, qtbot, "ftp://example.net")
    qtbot.keyClick(stage.window.top_bar.field, Qt.Key.Key_Escape)
    field = stage.window.top_bar.field
    assert (field.error, field.text(), field.hasFocus()) == ("", "", False)


def test_enter_in_an_empty_field_is_nothing(stage: Stage, qtbot: QtBot) -> None:
    spy = QSignalSpy(stage.window.top_bar.field.submitted)
    qtbot.keyClick(stage.window.top_bar.field, Qt.Key.Key_Return)
    assert spy.count() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_K])
def test_a_shortcut_puts_the_cursor_into_the_field(stage: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    stage.window.feeds.setFocus()
    stage.window.activateWindow()
    qtbot.keyClick(stage.window, key, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.top_bar.field.hasFocus()


def test_a_profile_is_opened_by_its_name(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'schema = 1\nname = "My feed"\naddress = "wss://a.example"\n[[stream]]\nname = "s"\ncolumns = { x = "x" }\n'
    )
    type_and_enter(stage, qtbot, "my feed")
    command = stage.host.told[0]
    assert isinstance(command, OpenFeed)
    assert command.profile.name == "My feed"


def test_the_error_lies_inside_the_window_and_moves_nothing(stage: Stage, qtbot: QtBot) -> None:
    before = stage.window.feeds.geometry()
    type_and_enter(stage, qtbot, "wss://")
    error = stage.window.top_bar.field._error
    assert stage.window.rect().contains(error.geometry())
    assert error.geometry().top() >= stage.window.top_bar.field.geometry().bottom()
    assert stage.window.feeds.geometry() == before


def test_the_keys_do_not_lie_over_the_words_of_a_narrow_field(stage: Stage) -> None:
    field = stage.window.top_bar.field
    stage.window.feeds.take_focus()
    hint = field.findChild(QLabel, "keyHint")
    assert hint is not None
    assert hint.isVisible()
    field.setFixedWidth(field.fontMetrics().horizontalAdvance(field.placeholderText()) + 60)
    assert not hint.isVisible()
