"""The page of feed profiles by keys and mouse: list, form and text, files, and undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from monitor.core.clock import ManualClock
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    OpenFeed,
)
from monitor.feed.profiles.reading import load_profile
from monitor.store.store import Store
from monitor.ui.feed_profiles.page import FeedProfilesPage
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START

MINE = (
    '# mine\nname = "Mine"\naddress = "wss://example.net"\n[[stream]]\nname = "s"\nkey = "k"\ncolumns = { a = "b" }\n'
)
BROKEN = 'name = "Broken"\naddress = "wss://x"\nnonsense = 1\n'


class Stage:
    def __init__(self, own: Path, theme: Theme, qtbot: QtBot) -> None:
        own.mkdir()
        (own / "mine.toml").write_text(MINE)
        (own / "broken.toml").write_text(BROKEN)
        self.own = own
        self.host = FakeHost()
        self.bot = qtbot
        self.workspace = Workspace(
            self.host, store=Store(keep_bytes=1 << 20), clock=ManualClock(wall=START), own_feeds=own
        )
        self.page = FeedProfilesPage(self.workspace, theme)
        self.page.resize(1100, 700)
        self.page.show()
        self.page.take_focus()
        qtbot.waitExposed(self.page)

    def click(self, button: str) -> None:
        self.bot.mouseClick(self.page.bar.buttons[button], Qt.MouseButton.LeftButton)

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.page.list.rows if row.own]

    @property
    def files(self) -> list[str]:
        return sorted(file.name for file in self.own.glob("[!.]*.toml"))

    def close(self) -> None:
        self.page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def stage(tmp_path: Path, dark: Theme, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(tmp_path / "feeds", dark, qtbot)
    yield made
    made.close()


# --- the list -------------------------------------------------------------------------------------------------------


def test_broken_files_are_told_with_their_line_and_can_be_mended(stage: Stage, qtbot: QtBot) -> None:
    first = stage.page.list.rows[0]
    assert (first.name, first.broken) == ("broken", True)
    assert first.words == "broken.toml, line 3: nonsense: unknown key `nonsense`"
    assert not stage.page.bar.buttons["open"].isEnabled()
    qtbot.keyClick(stage.page.list, Qt.Key.Key_Return)
    editor = stage.page.editor
    assert editor.side.words.startswith("Line 3")
    assert not editor.save.isEnabled()
    assert not editor.lines["name"].isEnabled()
    editor.side.text.setPlainText(BROKEN.replace("nonsense = 1", 'about = "mended"'))
    editor.side.read()
    assert editor.lines["about"].text() == "mended"
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert load_profile(stage.own / "broken.toml").about == "mended"
    assert stage.page.list.current is not None
    assert stage.page.list.current.name == "Broken"


def test_a_profile_is_opened_as_a_feed_and_its_row_says_how_it_stands(stage: Stage, qtbot: QtBot) -> None:
    stage.page.list.select("mine")
    with qtbot.waitSignal(stage.page.opened) as opened:
        stage.click("open")
    order = stage.host.told[-1]
    assert isinstance(order, OpenFeed)
    assert order.feed == opened.args[0]
    stage.page.refresh(START)
    assert stage.page.list.current is not None
    assert stage.page.list.current.state == FeedState.IDLE.value


def test_a_deleted_profile_can_be_brought_back_from_its_notice(stage: Stage, qtbot: QtBot) -> None:
    stage.page.list.select("mine")
    qtbot.keyClick(stage.page.list, Qt.Key.Key_Delete)
    assert stage.names == ["broken"]
    assert stage.files == ["broken.toml"]
    notice = stage.workspace.notices.lines[-1]
    assert notice.text == "The profile Mine was deleted"
    stage.workspace.notices.undo(notice.serial)
    stage.page.refresh(START)
    assert stage.names == ["broken", "Mine"]
    assert (stage.own / "mine.toml").read_text() == MINE


def test_a_shipped_profile_cannot_be_deleted(stage: Stage, qtbot: QtBot) -> None:
    stage.page.list.select("kraken")
    assert not stage.page.bar.buttons["delete"].isEnabled()
    qtbot.keyClick(stage.page.list, Qt.Key.Key_Delete)
    assert any(row.slug == "kraken" for row in stage.page.list.rows)


def test_a_copy_becomes_the_current_profile(stage: Stage) -> None:
    stage.page.list.select("kraken")
    stage.click("duplicate")
    assert stage.page.list.current is not None
    assert stage.page.list.current.name == "Kraken copy"
    assert "kraken-copy.toml" in stage.files


# --- form and text ---------------------------------------------------------------------------------------------------


def test_form_and_text_follow_each_other_and_comments_stay(stage: Stage, qtbot: QtBot) -> None:
    stage.page.edit("mine")
    editor = stage.page.editor
    assert editor.lines["address"].text() == "wss://example.net"
    assert editor.side.text.toPlainText() == MINE
    editor.side.text.setPlainText(MINE.replace("wss://example.net", "wss://other.net"))
    editor.side.read()
    assert editor.lines["address"].text() == "wss://other.net"
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert (stage.own / "mine.toml").read_text().startswith("# mine")
    assert load_profile(stage.own / "mine.toml").address == "wss://other.net"


def test_what_is_typed_into_the_form_is_in_the_text_and_checked(stage: Stage, qtbot: QtBot) -> None:
    stage.page.edit("mine")
    editor = stage.page.editor
    editor.lines["name"].selectAll()
    qtbot.keyClick(editor.lines["name"], Qt.Key.Key_Delete)
    assert not editor.save.isEnabled()
    assert editor.problem == "a feed needs a name"
    qtbot.keyClicks(editor.lines["name"], "Other")
    assert 'name = "Other"' in editor.side.text.toPlainText()
    editor.streams.table.select("s", "b")
    editor.streams.editor.show_row(editor.streams.table.current_row, editor.draft)
    editor.streams.editor.unit.setFocus()
    qtbot.keyClicks(editor.streams.editor.unit, "V")
    assert 'unit = "V"' in editor.side.text.toPlainText()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert load_profile(stage.own / "mine.toml").name == "Other"


def test_an_open_feed_goes_by_its_profile_as_it_is_saved(stage: Stage, qtbot: QtBot) -> None:
    feed = stage.workspace.open_feed(load_profile(stage.own / "mine.toml"))
    stage.page.edit("mine")
    stage.page.editor.side.text.setPlainText(MINE.replace('"k"', '"other"'))
    stage.page.editor.side.read()
    qtbot.mouseClick(stage.page.editor.save, Qt.MouseButton.LeftButton)
    order = stage.host.told[-1]
    assert isinstance(order, ChangeFeed)
    assert (order.feed, order.profile.stream[0].key) == (feed, "other")
    assert stage.workspace.notices.lines[-1].advice == "The open feed goes by it."


def test_a_new_profile_is_written_from_nothing_and_a_shipped_one_becomes_ones_own(stage: Stage, qtbot: QtBot) -> None:
    stage.click("add")
    editor = stage.page.editor
    assert not editor.save.isEnabled()
    qtbot.keyClicks(editor.lines["name"], "Brand new")
    qtbot.keyClicks(editor.lines["address"], "wss://new.net")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert load_profile(stage.own / "brand-new.toml").discover
    stage.page.edit("kraken")
    qtbot.keyClick(editor.lines["about"], Qt.Key.Key_End)
    qtbot.keyClicks(editor.lines["about"], ", and more")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert load_profile(stage.own / "kraken.toml").about.endswith(", and more")


def test_going_back_changes_nothing(stage: Stage, qtbot: QtBot) -> None:
    stage.page.edit("mine")
    qtbot.keyClicks(stage.page.editor.lines["about"], "changed")
    stage.page.editor.left.emit()
    assert stage.page.list.isVisible()
    assert (stage.own / "mine.toml").read_text() == MINE


# --- files -----------------------------------------------------------------------------------------------------------


def dialog(stage: Stage) -> QFileDialog:
    found = stage.page.findChildren(QFileDialog)
    assert len(found) == 1
    return found[0]


def test_a_profile_is_taken_in_and_a_broken_one_refused_with_its_line(stage: Stage, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.toml"
    foreign.write_text(BROKEN)
    stage.click("import")
    dialog(stage).fileSelected.emit(str(foreign))
    assert "foreign.toml:3" in stage.page.words
    foreign.write_text(MINE.replace("Mine", "Theirs"))
    dialog(stage).fileSelected.emit(str(foreign))
    assert stage.page.words == ""
    assert stage.page.list.current is not None
    assert stage.page.list.current.name == "Theirs"
    dialog(stage).reject()


def test_a_profile_is_given_out(stage: Stage, tmp_path: Path) -> None:
    stage.page.list.select("mine")
    stage.click("export")
    dialog(stage).fileSelected.emit(str(tmp_path / "out.toml"))
    assert load_profile(tmp_path / "out.toml").name == "Mine"
    dialog(stage).reject()
