"""Profiles and the secrets they refer to: what is left over when one goes, and what is missing when one comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from monitor.ui.feed_profiles.page import FeedProfilesPage
from monitor.ui.theme import Theme
from monitor.workspace.secrets.keychain import SERVICE
from tests.helpers.analysis import Bench
from tests.helpers.keychains import MemoryKeyring, vault_over

MINE = 'name = "{name}"\naddress = "wss://example.net/?a=${{secret:SHARED}}&b=${{secret:{own}}}"\ndiscover = true\n'


class Files:
    """A page of profiles, two of which share a secret."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        self.workspace = Bench(folder).workspace
        self.keyring = MemoryKeyring()
        self.workspace.secrets.vault = vault_over(self.keyring, folder)
        for name in ("SHARED", "ONE_KEY", "TWO_KEY"):
            self.workspace.custody.answer(f"secret:{name}", "hunter2", keep=True)
        self.settle()
        self.page: FeedProfilesPage
        for name in ("One", "Two"):
            file = self.elsewhere / f"{name.lower()}.toml"
            file.write_text(MINE.format(name=name, own=f"{name.upper()}_KEY"), "utf-8")
            self.workspace.profiles.take_in(file)
        self.page = FeedProfilesPage(self.workspace, theme)
        self.page.show()
        qtbot.waitExposed(self.page)

    def settle(self) -> None:
        self.workspace.secrets.vault.wait()

    @property
    def kept(self) -> set[str]:
        return {name for service, name in self.keyring.held if service == SERVICE}

    def notice(self, start: str) -> int:
        """The serial of the notice that begins so."""
        return next(line.serial for line in self.workspace.notices.lines if line.text.startswith(start))

    def close(self) -> None:
        self.page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.workspace.secrets.vault.stop()


@pytest.fixture
def files(tmp_path: Path, dark: Theme, qtbot: QtBot) -> Iterator[Files]:
    made = Files(tmp_path, dark, qtbot)
    yield made
    made.close()


def test_what_nobody_else_uses_can_be_forgotten_and_brought_back(files: Files) -> None:
    files.page.list.select("one")
    files.page.delete_current()
    serial = files.notice("Nothing else uses its secrets: ONE_KEY")
    files.workspace.notices.undo(serial)
    files.settle()
    assert files.kept == {"SHARED", "TWO_KEY"}
    files.workspace.notices.undo(files.notice("Forgotten: ONE_KEY"))
    files.settle()
    assert files.kept == {"SHARED", "ONE_KEY", "TWO_KEY"}


def test_nothing_is_offered_once_the_profile_is_back(files: Files) -> None:
    files.page.list.select("two")
    files.page.delete_current()
    files.workspace.notices.undo(files.notice("The profile Two was deleted"))
    assert not any("secrets" in line.text for line in files.workspace.notices.lines)
    assert files.kept == {"SHARED", "ONE_KEY", "TWO_KEY"}


def test_what_an_open_feed_still_uses_is_not_offered(files: Files) -> None:
    entry = files.workspace.profiles.entry("one")
    assert entry is not None
    assert entry.profile is not None
    files.workspace.open_feed(entry.profile)
    files.page.list.select("one")
    files.page.delete_current()
    assert not any(line.text.startswith("Nothing else") for line in files.workspace.notices.lines)


def test_an_imported_profile_says_what_it_needs_and_an_exported_one_holds_names_only(files: Files) -> None:
    entry = files.workspace.profiles.entry("one")
    assert entry is not None
    exported = files.elsewhere / "exported.toml"
    files.workspace.profiles.export(entry, exported)
    text = exported.read_text("utf-8")
    assert "${secret:ONE_KEY}" in text
    assert "hunter2" not in text
    exported.write_text(text.replace('"One"', '"Three"').replace("ONE_KEY", "THREE_KEY"), "utf-8")
    files.page._files._import(str(exported))
    assert files.notice("The profile Three needs secrets: SHARED, THREE_KEY")
