"""The text beside a form: both say the same, and what is wrong is told with its line."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from monitor.feed.profile import Profile, StreamRule
from monitor.feed.profiles.reading import parse_profile
from monitor.ui.add_feed.toml_side import TomlSide
from monitor.ui.theme import Theme

PROFILE = Profile(name="F", address="wss://x", stream=(StreamRule("s", columns={"a": "b"}),))


@pytest.fixture
def side(qtbot: QtBot, dark: Theme) -> TomlSide:
    made = TomlSide(dark)
    made.resize(420, 300)
    made.show()
    qtbot.addWidget(made)
    return made


def test_a_profile_is_shown_as_text_that_means_the_same(side: TomlSide) -> None:
    side.show_profile(PROFILE)
    assert parse_profile(side.text.toPlainText(), file="") == PROFILE
    assert not side.broken
    assert side.written == ""


def test_typing_tells_the_profile_once_the_text_is_whole(side: TomlSide, qtbot: QtBot) -> None:
    side.show_profile(PROFILE)
    side.text.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(side.profile_written) as told:
        qtbot.keyClicks(side.text, "# mine")
        qtbot.keyClick(side.text, Qt.Key.Key_Return)
        side.text.textCursor().insertText('[[stream]]\nname = "t"\ncolumns = { c = "d" }\n')
    assert [rule.name for rule in told.args[0].stream] == ["s", "t"]
    assert "# mine" in side.written


def test_a_broken_text_is_told_with_its_line_and_stays(side: TomlSide, qtbot: QtBot, light: Theme) -> None:
    with qtbot.assertNotEmitted(side.profile_written):
        side.show_text('name = "F"\naddress = "wss://x"\nnonsense = 1\n')
    assert side.broken
    assert side.words == "Line 3: nonsense: unknown key `nonsense`"
    assert len(side.text.extraSelections()) == 1
    side.set_theme(light)
    assert len(side.text.extraSelections()) == 1
    assert side.written == ""


def test_comments_stay_while_form_and_text_say_the_same(side: TomlSide) -> None:
    side.show_text('# kept\nname = "F"\naddress = "wss://x"\n')
    side.show_profile(Profile(name="F", address="wss://x"))
    assert side.written.startswith("# kept")
    side.show_profile(Profile(name="G", address="wss://x"))
    assert side.written == ""
    assert 'name = "G"' in side.text.toPlainText()
