"""No secret of a profile shows in anything the engine tells, raw messages aside."""

import asyncio
import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from monitor.core.clock import ManualClock
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    OpenFeed,
)
from monitor.engine.discretion import Discretion
from monitor.engine.engine import Engine
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
    Message,
    Notice,
    ProfileFound,
    RawMessages,
    Recognised,
)
from monitor.engine.outbox import Outbox
from monitor.feed.profile import Profile, Send, StreamRule
from monitor.feed.sources import Sources
from tests.helpers.hosting import hosting, profile_for
from tests.helpers.live_server import LiveServer

SECRET = "hunter2/äöü 4711"
ENVIRONMENT = {"LOGIN": SECRET}
ECHO = json.dumps({"error": f"bad login {SECRET}"})


def told(message: Message) -> str:
    """Everything a message says, in one text."""
    if isinstance(message, RawMessages):
        return ""
    if is_dataclass(message):
        return " ".join(words(getattr(message, field.name)) for field in fields(message))
    return words(message)


def words(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def shows(text: str) -> bool:
    return any(part in text for part in ("hunter2", "4711", "\\u00e4"))


def login_to(url: str, **more: Any) -> Profile:
    return profile_for(url, send=(Send(text='{"login": "${env:LOGIN}"}'),), **more)


async def test_what_a_server_echoes_is_told_without_the_secret() -> None:
    async with LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        talk.host.send(OpenFeed("feed", login_to(server.url, fatal_codes=(4001,)), raw=True))
        visit = await server.visit()
        await server.until(lambda: bool(visit.heard))
        assert visit.heard == [json.dumps({"login": SECRET}, ensure_ascii=False)]
        await visit.say(json.dumps({"k": "A", "p": 1.0}), ECHO)
        await talk.until(lambda: talk.counts().unmatched == 1)
        await visit.close(4001, f"bad login {SECRET}")
        await talk.state(FeedState.NEEDS_ATTENTION)
        await talk.until(lambda: bool(talk.gaps()))
    messages = talk.messages
    assert any("bad login" in message.reason for message in talk.of(Gap))
    assert any("bad login" in message.detail for message in talk.of(FeedStatus))
    assert any(b"bad login" in message.last_unmatched for message in talk.of(FeedCounts))
    assert [told(message) for message in messages if shows(told(message))] == []


def test_a_profile_that_cannot_be_opened_or_changed_to_is_refused_without_its_secret() -> None:
    said: list[Message] = []

    async def refused() -> None:
        outbox = Outbox(on_ready=lambda: None, on_full=lambda _: None)
        engine = Engine(outbox, clock=ManualClock(), environment=ENVIRONMENT)
        rule = StreamRule(name="ticks", columns={"price": SECRET + "["})
        broken = profile_for("ws://127.0.0.1:9/${env:LOGIN}", stream=(rule,))
        engine.execute(OpenFeed("feed", broken))
        engine.execute(OpenFeed("other", profile_for("ws://${env:LOGIN}/")))
        engine.execute(ChangeFeed("other", broken))
        await asyncio.sleep(0)
        await engine.stop()
        said.extend(outbox.take(100))

    asyncio.run(refused())
    assert {type(message) for message in said} >= {FeedStatus, Notice}
    assert [told(message) for message in said if shows(told(message))] == []


@pytest.mark.parametrize(
    "message",
    [
        FeedStatus("feed", FeedState.WAITING, 0.0, detail=f"so {SECRET}", advice=f"do {SECRET}"),
        FeedCounts("feed", last_unmatched=b"\xff" + ECHO.encode()),
        Notice("feed", f"so {SECRET}", f"do {SECRET}"),
        Gap("feed", 0.0, None, f"so {SECRET}"),
        ProfileFound("feed", profile_for("ws://127.0.0.1/"), f"so {SECRET}"),
        Recognised("feed", None, ((f"GET /{SECRET}/info", f"it said {SECRET}"),)),
    ],
    ids=lambda message: type(message).__name__,
)
def test_every_text_of_a_message_is_told_discreetly(message: Message) -> None:
    discreet = Discretion(login_to("ws://127.0.0.1/"), Sources(ENVIRONMENT))
    assert shows(told(message))
    assert not shows(told(discreet(message)))
    assert "…" in told(discreet(message))


def test_what_was_sent_is_shown_without_the_secret_and_what_was_received_as_it_came() -> None:
    discreet = Discretion(login_to("ws://127.0.0.1/"), Sources(ENVIRONMENT))
    login = json.dumps({"login": SECRET}, ensure_ascii=False).encode()
    raw = RawMessages("feed", (0.0, 0.0, 0.0), (login, login, b"\xff\x00"), outgoing=frozenset({0, 2}))
    told_raw = discreet(raw)
    assert isinstance(told_raw, RawMessages)
    assert told_raw.payloads == ('{"login": "…"}'.encode(), login, b"\xff\x00")
    assert told_raw.outgoing == {0, 2}


def test_bytes_that_are_no_text_come_through_and_so_does_what_holds_no_secret() -> None:
    discreet = Discretion(login_to("ws://127.0.0.1/"), Sources(ENVIRONMENT))
    for message in (FeedCounts("feed", last_unmatched=b"\xff\x00 plain"), FeedStatus("feed", FeedState.LIVE, 0.0)):
        assert discreet(message) == message


def test_the_secrets_of_a_profile_that_was_given_up_are_still_kept() -> None:
    discreet = Discretion(login_to("ws://127.0.0.1/"), Sources(ENVIRONMENT))
    discreet.learn(profile_for("ws://127.0.0.1/"), Sources())
    assert not shows(told(discreet(Gap("feed", 0.0, 1.0, SECRET))))


def test_values_that_hold_for_a_connection_are_hidden_and_the_oldest_of_very_many_forgotten() -> None:
    discreet = Discretion(profile_for("ws://127.0.0.1/"), Sources())
    discreet.learn_passing(["token-first", "abc", "12345", "\udc80raw"])
    assert discreet(Notice("feed", "token-first abc 12345")) == Notice("feed", "… abc 12345")
    for number in range(63):
        discreet.learn_passing([f"token-{number:03}", "token-kept"])
        assert discreet(Notice("feed", "token-000 token-kept")) == Notice("feed", "… …")
    assert discreet(Notice("feed", "token-first token-062 token-kept")) == Notice("feed", "token-first … …")
