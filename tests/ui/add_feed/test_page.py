"""The page for adding feeds, by keys and mouse, against real servers."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from websockets.http11 import Request, Response

from monitor.core.state import FeedState
from monitor.feed.profiles.reading import load_profile
from monitor.ui.add_feed.streams_delegate import check_box
from monitor.workspace.adding.roles import PartKind
from monitor.workspace.adding.table_rows import FieldRow
from monitor.workspace.adding.trouble import Section
from tests.helpers.add_feed_stage import AddFeedStage
from tests.helpers.live_server import LiveServer
from tests.ui.add_feed.conftest import Play


@contextlib.asynccontextmanager
async def market() -> AsyncIterator[LiveServer]:
    """A server that sends trades of two keys, and now and then a ticker."""
    async with LiveServer() as server:
        task = asyncio.create_task(_trade(server))
        try:
            yield server
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _trade(server: LiveServer) -> None:
    served, count = 0, 0
    while True:
        await server.until(lambda: len(server.visits) > 0)
        served = len(server.visits) - 1
        count += 1
        key, price = ("BTC", 64_000 + count % 7) if count % 2 else ("ETH", 3_000 + count % 5)
        now = asyncio.get_running_loop().time()
        trade = {
            "e": "trade",
            "s": key,
            "p": f"{price}.5",
            "q": count % 9 / 4,
            "T": int(1.7e12 + now * 1000),
            "t": count,
        }
        with contextlib.suppress(Exception):  # The page may have left.
            await server.visits[served].say(json.dumps(trade))
            if count % 10 == 0:
                await server.visits[served].say(json.dumps({"e": "ticker", "s": key, "c": price + count % 3}))
        await asyncio.sleep(0.005)


def rows(stage: AddFeedStage, stream: str = "trade") -> dict[str, FieldRow]:
    table = stage.page.form.found.table.table.rows
    return {field.path: field for row in table if row.name == stream for field in row.fields}


def found(stage: AddFeedStage) -> bool:
    return len(stage.page.adding.draft.profile.stream) >= 2 and bool(stage.page.side.preview.series)


# --- from a pasted address to a feed --------------------------------------------------------------------------------


def test_a_pasted_address_is_plotted_changed_saved_and_open(play: Play, tmp_path: Path) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with market() as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: found(stage))
            # Steps, sentence, table, preview and messages show what came.
            assert page.form.steps.words[:2] == ["not encrypted", "plain JSON"]
            assert page.form.found.sentence.startswith("Found 2 streams, told apart by e. ")
            await stage.until(lambda: rows(stage)["s"].more == "+1")
            assert rows(stage)["s"].part.kind is PartKind.KEY
            assert rows(stage)["p"].checked
            assert {series.key for series in page.side.preview.series} <= {"BTC", "ETH"}
            assert any('"e": "trade"' in text for text in page.side.messages.texts)
            assert page.form.address.field.text() == server.url
            # A role is changed by a click on its box: the preview and the engine follow.
            table = page.form.found.table
            index = table.table.find("trade", "t")
            stage.click(table.viewport(), check_box(table.visualRect(index)).center())
            await stage.until(lambda: rows(stage)["t"].checked is True)
            feed = page.adding.feed
            await stage.until(lambda: "t" in stage.workspace.store.stream(feed, "trade").columns)  # type: ignore[union-attr]
            total = stage.workspace.store.stream(feed, "trade").total  # type: ignore[union-attr]
            # It gets a name and is saved with Enter.
            stage.type(page.form.save_line.name, "My market")
            QTest.keyClick(page.form.save_line.name, Qt.Key.Key_Return)
            assert stage.saved == [feed]
            assert stage.closed == 1
            assert [view.name for view in stage.workspace.feeds] == ["My market"]
            held = stage.workspace.store.stream(feed, "trade")
            assert held is not None
            assert held.total >= total
            written = load_profile(tmp_path / "feeds" / "my-market.toml")
            assert written.stream[0].columns["t"] == "t"
            assert written.address == server.url
            # It goes on.
            await stage.until(lambda: held.total > total + 20)
            assert len(server.visits) == 1

    play(scene)


def test_escape_closes_the_page_and_lets_the_trial_go(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        async with market() as server:
            stage.paste(stage.page.form.address.field, server.url)
            await stage.until(lambda: found(stage))
            QTest.keyClick(stage.page.form.address.field, Qt.Key.Key_Escape)
            assert stage.closed == 1
            stage.page.let_go()
            assert stage.workspace.feed("127-0-0-1") is None
            assert stage.workspace.feeds == ()
            await server.visits[0].over.wait()

    play(scene)


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_slip_in_an_address_is_told_while_it_is_typed(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        stage.type(stage.page.form.address.field, "ftp://example.net")
        assert "is no WebSocket address" in stage.page.form.address.note
        QTest.keyClick(stage.page.form.address.field, Qt.Key.Key_Return)
        assert stage.page.adding.feed == ""

    play(scene)


def test_a_server_that_wants_a_login_gets_it_and_no_file_does(play: Play, tmp_path: Path) -> None:
    def guarded(connection: object, request: Request) -> Response | None:
        if request.headers.get("Authorization") == "Bearer 4711-secret":
            return None
        return connection.respond(401, "who are you\n")  # type: ignore[attr-defined, no-any-return]

    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer('{"k":"A","p":1.5}', process_request=guarded) as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: "(401)" in page.form.trouble.words)
            # The part that can help is open already.
            assert page.form.options.is_open(Section.LOGIN)
            assert page.form.steps.words[-1] == "WebSocket handshake"
            login = page.form.options.login
            login.kind.setFocus()
            QTest.keyClick(login.kind, Qt.Key.Key_Down)
            assert login.kind.currentText() == "Bearer token"
            stage.type(login.secret, "4711-secret")
            QTest.keyClick(login.secret, Qt.Key.Key_Return)
            await stage.until(lambda: page.adding.view is not None and page.adding.view.state.connected)
            await stage.until(lambda: page.form.trouble.words == "")
            stage.click(page.form.save_line.save)
            assert stage.saved
            text = next((tmp_path / "feeds").glob("*.toml")).read_text()
            assert "4711" not in text
            assert "Bearer ${env:FEED_TOKEN}" in text

    play(scene)


def test_a_server_that_waits_for_a_subscription_says_so_and_gets_one(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer('{"event":"info","version":2}') as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: page.form.options.is_open(Section.OPENING))
            assert "The server said" in page.form.trouble.words
            area = page.form.options.sections[Section.OPENING].first_field()
            assert area is not None
            stage.type(area, '{"op":"subscribe"')
            assert "no JSON" in page.form.options.sections[Section.OPENING].problem("Messages on open")  # type: ignore[attr-defined]
            QTest.keyClicks(area, "}")
            page.form.save_line.name.setFocus()
            heard = await server.heard(1, visit=1)
            assert heard == ['{"op":"subscribe"}']

    play(scene)


def test_a_feed_that_is_refused_can_be_tried_again(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer() as gone:
            url = gone.url
        stage.paste(page.form.address.field, url)
        await stage.until(lambda: "refused" in page.form.trouble.words)
        back = LiveServer('{"k":"A","p":1}')
        back.port = gone.port
        async with back:
            stage.click(page.form.trouble.retry)
            await stage.until(lambda: page.adding.view is not None and page.adding.view.state is FeedState.LIVE)
            assert page.form.trouble.words == ""

    play(scene)


# --- roles by keys --------------------------------------------------------------------------------------------------


def test_roles_and_columns_are_changed_by_keys_alone(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with market() as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: found(stage))
            table = page.form.found.table
            table.setFocus()
            table.select("trade", "p")
            stage.tick()
            editor = page.form.found.editor
            # The column of the current row is plotted, and can be renamed below the table.
            assert not editor.isHidden()
            stage.type(editor.name, "q" if "q" in page.adding.draft.profile.stream[0].columns else "size")
            assert editor.problem == "There is already a column of this name"
            stage.type(editor.name, "last")
            stage.type(editor.scale, "0")
            assert editor.problem == "The factor must be a number other than 0"
            stage.type(editor.scale, "2")
            await stage.until(lambda: "last" in page.adding.draft.profile.stream[0].columns)
            feed = page.adding.feed
            await stage.until(lambda: _newest(stage, feed, "last") > 100_000)
            # Enter opens the roles; the second one is the time.
            table.setFocus()
            table.select("trade", "q")
            QTest.keyClick(table, Qt.Key.Key_Return)
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            assert [action.text() for action in menu.actions()][:4] == ["Key", "Time, s", "Column", "Not used"]
            menu.actions()[3].trigger()
            menu.close()
            await stage.until(lambda: rows(stage)["q"].part.kind is PartKind.UNUSED)
            # Space ticks it again.
            QTest.keyClick(table, Qt.Key.Key_Space)
            assert rows(stage)["q"].part.kind is PartKind.COLUMN

    play(scene)


def _newest(stage: AddFeedStage, feed: str, column: str) -> float:
    held = stage.workspace.store.stream(feed, "trade")
    if held is None or column not in held.columns:
        return 0.0
    return float(held.last_values[0, held.columns.index(column)])


# --- text -----------------------------------------------------------------------------------------------------------


def test_the_text_follows_the_form_and_the_form_the_text(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with market() as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: found(stage))
            stage.click(page.form.save_line.toml)
            text = page.side.toml.text
            assert 'name = "trade"' in text.toPlainText()
            stage.type(page.form.save_line.name, "Named here")
            assert 'name = "Named here"' in text.toPlainText()
            # What is written wrongly is told with its line, and nothing can be saved.
            text.setFocus()
            text.setPlainText(text.toPlainText().replace('key = "s"', "key = 5"))
            page.side.toml.read()
            assert page.side.toml.words.startswith("Line ")
            assert "must be" in page.side.toml.words
            stage.tick()
            assert not page.form.save_line.save.isEnabled()
            text.setPlainText(text.toPlainText().replace("key = 5", 'key = "e"'))
            page.side.toml.read()
            stage.tick()
            assert page.adding.draft.profile.stream[0].key == "e"
            assert page.form.save_line.save.isEnabled()
            await stage.until(lambda: rows(stage)["e"].part.kind is PartKind.KEY)

    play(scene)


# --- catalogue ------------------------------------------------------------------------------------------------------


def test_without_an_address_the_catalogue_is_searched_by_typing(play: Play, tmp_path: Path) -> None:
    async def scene(stage: AddFeedStage) -> None:
        async with LiveServer('{"k":"A","p":1.5}') as server:
            (tmp_path / "feeds").mkdir()
            (tmp_path / "feeds" / "quiet.toml").write_text(
                f'name = "Quiet brook"\nabout = "Levels"\naddress = "{server.url}"\n'
                '[[stream]]\nname = "level"\nkey = "k"\ncolumns = { level = "p" }\n'
            )
            stage.page.deleteLater()
            stage.workspace.profiles.rescan()
            page = stage.page = stage.new_page()
            assert "binance-spot" in page.form.cards.shown
            QTest.keyClicks(page.form.address.field, "quiet")
            assert page.form.cards.shown == ["quiet"]
            QTest.keyClick(page.form.address.field, Qt.Key.Key_Return)
            await stage.until(lambda: bool(page.side.preview.series))
            assert not page.form.cards.isVisible()
            assert page.form.save_line.name.text() == "Quiet brook"
            assert rows(stage, "level")["p"].part.column == "level"
            QTest.keyClick(page.form.address.field, Qt.Key.Key_Return)
            assert [view.name for view in stage.workspace.feeds] == ["Quiet brook"]
            # Nothing was changed, so nothing was written.
            assert [file.name for file in (tmp_path / "feeds").iterdir()] == ["quiet.toml"]

    play(scene)


# --- editing --------------------------------------------------------------------------------------------------------


def test_a_running_feed_is_edited_without_losing_what_it_has(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with market() as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: found(stage))
            stage.click(page.form.save_line.save)
            feed = stage.saved[0]
            page.edit(feed)
            await stage.until(lambda: rows(stage)["p"].value != "\N{EM DASH}")
            held = stage.workspace.store.stream(feed, "trade")
            assert held is not None
            total = held.total
            table = page.form.found.table
            table.setFocus()
            table.select("trade", "t")
            QTest.keyClick(table, Qt.Key.Key_Space)
            stage.click(page.form.save_line.save)
            assert stage.saved == [feed, feed]
            await stage.until(lambda: "t" in held.columns and held.total > total)
            # The same rows, the same connection.
            assert stage.workspace.store.stream(feed, "trade") is held
            assert len(server.visits) == 1

    play(scene)
