"""The settings list every secret by name, with whose it is, and can replace and forget it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.feed.profile import Profile
from monitor.ui.secrets.secrets_list import SecretsList
from monitor.ui.settings.settings_page import SettingsPage
from tests.helpers.keychains import MemoryKeyring, vault_over
from tests.ui.conftest import Stage

ASKING = Profile(name="Asking", address="wss://example.net/?key=${secret:KEY}")
MISSING = Profile(name="Missing", address="wss://example.net/?key=${secret:NOT_KEPT}")


@pytest.fixture
def keyring(stage: Stage, tmp_path: Path) -> Iterator[MemoryKeyring]:
    """A keychain that holds KEY and OLD, with feeds that use one of them and a third."""
    held = MemoryKeyring()
    stage.workspace.secrets.vault = vault_over(held, tmp_path)
    for name in ("KEY", "OLD"):
        stage.workspace.custody.answer(f"secret:{name}", "hunter2", keep=True)
    settle(stage)
    stage.workspace.open_feed(ASKING)
    stage.workspace.open_feed(MISSING)
    settle(stage)
    yield held
    stage.workspace.secrets.vault.stop()


def settle(stage: Stage) -> None:
    stage.workspace.secrets.vault.wait()
    for _ in range(3):
        stage.tick()
    QApplication.processEvents()


def shown(stage: Stage) -> SecretsList:
    """The list on the page of settings."""
    if not isinstance(stage.window.pages.page, SettingsPage):
        stage.commands.do.pages.settings()
        settle(stage)
    page = stage.window.pages.page
    assert isinstance(page, SettingsPage)
    assert page.secrets is not None
    return page.secrets


def test_names_are_listed_with_their_users_and_never_a_value(stage: Stage, keyring: MemoryKeyring) -> None:
    listed = shown(stage)
    assert [(row.row.name, row.words.text()) for row in listed.rows] == [
        ("KEY", "used by Asking"),
        ("NOT_KEPT", "not in the keychain; needed by Missing"),
        ("OLD", "used by no feed"),
    ]
    assert listed.words == "Kept by Test Keychain. Profiles and exports hold their names only."
    assert [row.forget.isVisibleTo(listed) for row in listed.rows] == [True, False, True]


def test_one_is_forgotten_and_brought_back(stage: Stage, keyring: MemoryKeyring, qtbot: QtBot) -> None:
    row = next(row for row in shown(stage).rows if row.row.name == "OLD")
    qtbot.mouseClick(row.forget, Qt.MouseButton.LeftButton)
    settle(stage)
    assert [row.row.name for row in shown(stage).rows] == ["KEY", "NOT_KEPT"]
    assert all(name != "OLD" for _, name in keyring.held)
    line = next(line for line in stage.workspace.notices.lines if line.text == "Forgotten: OLD")
    stage.workspace.notices.undo(line.serial)
    settle(stage)
    assert [row.row.name for row in shown(stage).rows] == ["KEY", "NOT_KEPT", "OLD"]


def test_one_is_replaced_in_the_form(stage: Stage, keyring: MemoryKeyring, qtbot: QtBot) -> None:
    row = next(row for row in shown(stage).rows if row.row.name == "KEY")
    qtbot.mouseClick(row.replace, Qt.MouseButton.LeftButton)
    form = stage.commands.secrets.form
    qtbot.keyClicks(form.field, "another")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    settle(stage)
    assert "another" in keyring.held.values()


def test_the_list_is_found_by_what_it_is_about(stage: Stage, keyring: MemoryKeyring) -> None:
    listed = shown(stage)
    page = stage.window.pages.page
    assert isinstance(page, SettingsPage)
    for words, seen in (("keychain", True), ("not_kept", True), ("theme", False), ("", True)):
        page.search(words)
        assert listed.isVisible() is seen, words


def test_without_a_keychain_the_list_says_why(stage: Stage) -> None:
    assert shown(stage).words.startswith("Nothing can be kept: no keychain is used.")
