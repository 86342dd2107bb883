"""Adding a feed where there is a keychain: what is typed or pasted goes there when the feed is saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from websockets.http11 import Request, Response

from monitor.ui.theme import Theme
from monitor.workspace.secrets.keychain import SERVICE
from tests.helpers.add_feed_stage import AddFeedStage, on_qt
from tests.helpers.keychains import MemoryKeyring, vault_over
from tests.helpers.live_server import LiveServer

VALUE = "hunter2-4711"


def guarded(connection: object, request: Request) -> Response | None:
    if VALUE in (request.headers.get("Authorization") or request.path):
        return None
    return connection.respond(401, "who are you\n")  # type: ignore[attr-defined, no-any-return]


def test_a_typed_secret_is_kept_with_the_feed(qapp: QApplication, tmp_path: Path, dark: Theme) -> None:
    async def scene() -> None:
        keyring = MemoryKeyring()
        async with (
            AddFeedStage(tmp_path / "feeds", dark) as stage,
            LiveServer('{"k":"A","p":1.5}', process_request=guarded) as server,
        ):
            stage.workspace.secrets.vault = vault_over(keyring, tmp_path)
            page = stage.page
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: "(401)" in page.form.trouble.words)
            await stage.until(lambda: stage.workspace.secrets.vault.availability.known)
            login = page.form.options.login
            login.kind.setFocus()
            QTest.keyClick(login.kind, Qt.Key.Key_Down)
            stage.type(login.secret, VALUE)
            QTest.keyClick(login.secret, Qt.Key.Key_Return)
            await stage.until(lambda: page.adding.view is not None and page.adding.view.state.connected)
            assert keyring.held == {}
            stage.click(page.form.save_line.save)
            await stage.until(lambda: keyring.held == {(SERVICE, "FEED_TOKEN"): VALUE})
            text = next((tmp_path / "feeds").glob("*.toml")).read_text("utf-8")
            assert "Bearer ${secret:FEED_TOKEN}" in text
            assert VALUE not in text

    on_qt(qapp, scene())


def test_a_pasted_secret_is_kept_with_the_feed(qapp: QApplication, tmp_path: Path, dark: Theme) -> None:
    async def scene() -> None:
        keyring = MemoryKeyring()
        async with (
            AddFeedStage(tmp_path / "feeds", dark) as stage,
            LiveServer('{"k":"A","p":1.5}', process_request=guarded) as server,
        ):
            vault = stage.workspace.secrets.vault = vault_over(keyring, tmp_path)
            vault.look()
            await stage.until(lambda: vault.availability.known)
            page = stage.page
            stage.paste(page.form.address.field, f"{server.url}?token={VALUE}")
            await stage.until(lambda: page.adding.view is not None and page.adding.view.state.connected)
            assert "goes into the keychain when the feed is saved" in page.form.address.note
            assert page.form.address.text.endswith("?token=${secret:FEED_TOKEN}")
            assert keyring.held == {}
            stage.click(page.form.save_line.save)
            await stage.until(lambda: keyring.held == {(SERVICE, "FEED_TOKEN"): VALUE})

    on_qt(qapp, scene())


def test_a_page_left_without_saving_leaves_nothing_in_the_keychain(
    qapp: QApplication, tmp_path: Path, dark: Theme
) -> None:
    async def scene() -> None:
        keyring = MemoryKeyring()
        async with AddFeedStage(tmp_path / "feeds", dark) as stage:
            vault = stage.workspace.secrets.vault = vault_over(keyring, tmp_path)
            vault.look()
            await stage.until(lambda: vault.availability.known)
            stage.page.begin(f"ws://127.0.0.1:9/?token={VALUE}")
            stage.tick()
            stage.page.let_go()
            await stage.until(lambda: not vault.busy)
            assert keyring.held == {}

    on_qt(qapp, scene())
