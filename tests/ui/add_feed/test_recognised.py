"""The page for adding feeds where the server speaks a dialect: recognised, told, overridden, filled in."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.feed.profiles.reading import load_profile
from monitor.ui.add_feed.dialect_section import DialectSection
from monitor.workspace.adding.speaking import FIND_OUT
from monitor.workspace.adding.trouble import Section
from tests.helpers.add_feed_stage import AddFeedStage
from tests.helpers.live_server import LiveServer
from tests.ui.add_feed.conftest import Play

INFO = 'INFO {"server_id":"N","headers":true} \r\n'


def mqtt_if_asked(_connection: object, offered: Sequence[Any]) -> Any:
    """Takes it where nothing else is offered."""
    return offered[0] if list(offered) == ["mqtt"] else None


def choose(stage: AddFeedStage, kind: str) -> None:
    """As a click on the choice does."""
    combo = stage.page.form.speaks.combo
    combo.setCurrentIndex(combo.findData(kind))
    combo.activated.emit(combo.currentIndex())


async def publish(server: LiveServer, visit: int) -> None:
    """Prices, as a NATS server sends them to who has logged in."""
    await server.heard(1, visit=visit)
    for count in range(40):
        text = json.dumps({"s": "BTC" if count % 2 else "ETH", "p": 100.5 + count % 7})
        await server.visits[visit].say(b"MSG prices 1 %d\r\n%s\r\n" % (len(text), text.encode()))


def test_an_address_alone_is_recognised_plotted_and_saved_with_its_dialect(play: Play, tmp_path: Path) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer(INFO) as server:
            selling = asyncio.ensure_future(publish(server, 1))
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: bool(page.adding.draft.profile.stream))
            await selling

            assert page.form.speaks.combo.currentData() == "nats"
            assert page.form.speaks.words == "found by its first message, INFO"
            assert page.form.speaks.tried == "plain connection: messages came by themselves"
            assert "NATS" in page.form.steps.words
            assert not page.adding.changed
            page.form.save_line.name.setText("Prices")
            page.form.save_line.named.emit("Prices")
            page.form.save_line.save.click()
            written = load_profile(next((tmp_path / "feeds").glob("*.toml")))
            assert written.dialect == NatsRule()
            assert not written.recognise

    play(scene)


def test_what_the_user_must_name_is_asked_for_in_its_field(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer(subprotocols=["v12.stomp"]) as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: page.form.speaks.combo.currentData() == "stomp")
            await stage.until(lambda: any(said for visit in server.visits for said in visit.heard))
            await stage.until(lambda: bool(page.form.trouble.words))

            assert page.form.trouble.words == (
                "STOMP sends nothing until it is asked. Name the destinations to subscribe to, such as /topic/prices"
            )
            assert page.form.options.is_open(Section.DIALECT)
            section = page.form.options.sections[Section.DIALECT]
            assert isinstance(section, DialectSection)
            field = section.first_field()
            assert isinstance(field, QPlainTextEdit)
            before = len(server.visits)
            field.setPlainText("/topic/prices")
            section.finished.emit()
            await stage.until(lambda: len(server.visits) > before)
            assert page.adding.draft.profile.dialect == StompRule(destinations=("/topic/prices",))

    play(scene)


def test_the_user_can_say_otherwise_and_have_it_found_out_again(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer(INFO, select_subprotocol=mqtt_if_asked) as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: page.form.speaks.combo.currentData() == "nats")

            choose(stage, "mqtt")
            await stage.until(lambda: any(visit.heard[:1] and visit.heard[0][:1] == b"\x10" for visit in server.visits))
            assert page.adding.draft.profile.dialect == MqttRule()
            assert page.form.speaks.words == "as the profile says"

            choose(stage, FIND_OUT)
            await stage.until(lambda: page.form.speaks.combo.currentData() == "nats")
            assert page.adding.draft.profile.dialect != MqttRule()

            choose(stage, "")
            await stage.until(lambda: page.form.speaks.combo.currentData() == "")
            assert page.adding.draft.profile.dialect is None
            assert not page.adding.draft.profile.recognise

    play(scene)


def test_a_server_that_nobody_knows_shows_what_was_tried(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer() as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: page.form.speaks.words == "not recognised")

            assert "subprotocols offered at /: it took none of them" in page.form.speaks.tried.splitlines()
            assert page.form.speaks.combo.currentData() == FIND_OUT
            # To choose it again has another look taken.
            server.greeting = (INFO,)
            choose(stage, FIND_OUT)
            assert page.form.speaks.words in ("finding out…", "not recognised")
            await stage.until(lambda: page.form.speaks.combo.currentData() == "nats")

    play(scene)


def test_a_feed_of_the_list_is_given_another_dialect(play: Play) -> None:
    async def scene(stage: AddFeedStage) -> None:
        page = stage.page
        async with LiveServer(INFO) as server:
            stage.paste(page.form.address.field, server.url)
            await stage.until(lambda: page.form.speaks.combo.currentData() == "nats")
            page.form.save_line.save.click()
            (feed,) = stage.saved

            page.edit(feed)
            stage.tick()
            assert page.form.speaks.combo.currentData() == "nats"
            choose(stage, "stomp")
            assert stage.workspace.feed(feed).profile.dialect == NatsRule()  # type: ignore[union-attr]
            page.form.save_line.save.click()
            assert stage.workspace.feed(feed).profile.dialect == StompRule()  # type: ignore[union-attr]

    play(scene)
