"""A secret that a feed needs is asked for beside what goes on: a notice, a small form, and the feed connects."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.feed.profile import Profile
from monitor.ui.secrets.secret_form import SecretForm
from monitor.ui.toast import Toast
from monitor.workspace.secrets.keychain import SERVICE
from monitor.workspace.secrets.references import kept
from tests.helpers.keychains import MemoryKeyring, vault_over
from tests.ui.conftest import Stage

ASKING = Profile(name="Asking", address="wss://example.net/?key=${secret:KEY}")
ALSO = Profile(name="Also", address="wss://example.net/b", headers={"X-Key": "${secret:KEY}"})
VARIABLE = Profile(name="Variable", address="wss://example.net/?key=${env:FEEDSCOPE_TEST_UNSET}")


class Play:
    """A window over a keychain, and a hand to type with."""

    def __init__(self, stage: Stage, keyring: MemoryKeyring, folder: Path, qtbot: QtBot) -> None:
        self.stage = stage
        self.keyring = keyring
        self.qtbot = qtbot
        stage.workspace.secrets.vault = vault_over(keyring, folder)
        stage.workspace.secrets.vault.look()
        self.settle()
        self.asking = stage.commands.secrets
        self.form: SecretForm = self.asking.form

    def settle(self) -> None:
        """Let the keychain answer, and frames pass."""
        self.stage.workspace.secrets.vault.wait()
        for _ in range(3):
            self.stage.tick()
        QApplication.processEvents()

    def open(self, profile: Profile) -> str:
        feed = self.stage.workspace.open_feed(profile)
        self.settle()
        return feed

    @property
    def notices(self) -> list[str]:
        return [f"{line.about}: {line.text}" for line in self.stage.window.toasts.shown]

    def press(self, words: str) -> None:
        """Click the button of a notice that says this."""
        toasts = self.stage.window.toasts.findChildren(Toast)
        buttons = [button for toast in toasts for button in toast.findChildren(QPushButton)]
        button = next(button for button in buttons if button.text() == words and button.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.form.field, text)

    def given(self) -> list[dict[str, str]]:
        """The secrets of all feeds the engine was told of."""
        return [dict(order.secrets) for order in self.stage.host.told if isinstance(order, OpenFeed)]


@pytest.fixture
def play(stage: Stage, tmp_path: Path, qtbot: QtBot) -> Iterator[Play]:
    made = Play(stage, MemoryKeyring(), tmp_path, qtbot)
    yield made
    stage.workspace.secrets.vault.stop()


def test_a_feed_connects_once_its_secret_is_entered_and_it_is_kept(play: Play) -> None:
    feed = play.open(ASKING)
    assert play.notices == ["Asking: needs the secret KEY"]
    view = play.stage.workspace.feed(feed)
    assert view is not None
    assert (view.state, view.status.detail) == (FeedState.NEEDS_ATTENTION, "needs the secret KEY")
    play.press("Enter…")
    assert play.form.isVisible()
    assert play.stage.window.focusWidget() is play.form.field
    assert play.form.keep.isChecked()
    assert not play.form.enter.isEnabled()
    play.type("hunter2")
    play.qtbot.mouseClick(play.form.enter, Qt.MouseButton.LeftButton)
    play.settle()
    assert play.given() == [{"secret:KEY": "hunter2"}]
    assert play.keyring.held == {(SERVICE, "KEY"): "hunter2"}
    assert not play.form.isVisible()
    assert play.notices == []


def test_several_feeds_are_asked_for_once_and_all_connect(play: Play) -> None:
    play.open(ASKING)
    play.open(ALSO)
    assert play.notices == ["Asking, Also: needs the secret KEY"]
    play.press("Enter…")
    play.form.keep.setChecked(False)
    play.type("hunter2")
    play.qtbot.keyClick(play.form.field, Qt.Key.Key_Return)
    play.settle()
    assert play.given() == [{"secret:KEY": "hunter2"}] * 2
    assert play.keyring.held == {}


def test_the_form_is_in_nobodys_way(play: Play) -> None:
    play.open(ASKING)
    play.press("Enter…")
    play.type("half")
    assert QApplication.activeModalWidget() is None
    assert not play.form.isWindow()
    # It stays where it is beside what else is done, and above the notices.
    play.open(VARIABLE)
    toasts = play.stage.window.toasts
    assert play.form.geometry().bottom() < toasts.geometry().top()
    assert play.form.field.text() == "half"
    at = play.form.geometry().center()
    assert play.stage.window.toasts.area.childAt(at) in (play.form, *play.form.children())
    play.qtbot.keyClick(play.form.field, Qt.Key.Key_Escape)
    assert not play.form.isVisible()
    assert play.form.field.text() == ""
    assert play.given() == []


def test_who_dismissed_it_is_asked_again_when_the_feed_is_started(play: Play) -> None:
    feed = play.open(ASKING)
    play.press("Enter…")
    play.qtbot.mouseClick(play.form.cancel, Qt.MouseButton.LeftButton)
    play.settle()
    assert play.notices == []
    play.stage.workspace.start_feed(feed)
    play.settle()
    assert play.notices == ["Asking: needs the secret KEY"]


def test_what_becomes_known_elsewhere_is_asked_for_no_more(play: Play) -> None:
    feed = play.open(ASKING)
    play.press("Enter…")
    play.stage.workspace.custody.answer("secret:KEY", "hunter2", keep=False)
    play.settle()
    assert not play.form.isVisible()
    assert play.notices == []
    play.stage.workspace.close_feed(feed)


def test_where_nothing_can_be_kept_the_reason_is_there_to_read(play: Play) -> None:
    play.open(VARIABLE)
    play.press("Enter…")
    assert not play.form.keep.isEnabled()
    assert "takes it from the environment variable FEEDSCOPE_TEST_UNSET" in play.form.keep.accessibleDescription()
    play.type("hunter2")
    play.qtbot.keyClick(play.form.field, Qt.Key.Key_Return)
    play.settle()
    assert play.given() == [{"env:FEEDSCOPE_TEST_UNSET": "hunter2"}]


def test_another_value_is_asked_for_without_a_feed(play: Play) -> None:
    play.stage.workspace.custody.answer("secret:KEY", "old", keep=True)
    play.settle()
    play.open(ASKING)
    play.asking.replace(kept("KEY"))
    play.settle()
    assert play.form.isVisible()
    play.type("new")
    play.qtbot.keyClick(play.form.field, Qt.Key.Key_Return)
    play.settle()
    assert play.keyring.held == {(SERVICE, "KEY"): "new"}


def test_a_secret_that_is_too_long_is_refused_and_not_cut(play: Play) -> None:
    play.open(ASKING)
    play.press("Enter…")
    play.form.field.setText("x" * 9000)
    play.qtbot.keyClick(play.form.field, Qt.Key.Key_Return)
    play.settle()
    assert play.form.isVisible()
    assert play.given() == []


def test_the_form_follows_the_window_and_says_what_it_is_to_those_who_hear(play: Play) -> None:
    play.open(ASKING)
    play.press("Enter…")
    play.settle()
    before = play.form.pos()
    play.stage.window.resize(1000, 640)
    QApplication.processEvents()
    assert play.form.pos() != before
    assert play.stage.window.toasts.area.rect().contains(play.form.geometry().center() + QPoint(0, 0))
    assert play.form.accessibleName() == "The secret KEY"
    assert "Needed by Asking" in play.form.accessibleDescription()
    assert play.form.field.accessibleName() == "Value of KEY"
