"""Alerts from a real server to a real webhook, without any window."""

import json
import os
import signal
import sys

import pytest

from monitor.alerts.rule import AllOf, Change, Match, Rule, SilentKey, Threshold
from monitor.core.batch import SeriesKey
from monitor.engine.commands import (
    AcknowledgeAlert,
    CloseFeed,
    OpenFeed,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import (
    AlertChanged,
    EngineDown,
    EngineUp,
)
from monitor.engine.process import ProcessHost
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer
from tests.helpers.web import Web

PRICE = SeriesKey("feed", "ticks", "BTC", "price")


def tick(price: float, key: str = "BTC") -> str:
    return json.dumps({"k": key, "p": price})


def told(talk: Talk) -> list[tuple[bool, str]]:
    return [(alert.on, alert.reason) for alert in talk.of(AlertChanged)]


async def test_a_rule_comes_on_and_its_webhook_is_told() -> None:
    async with LiveServer() as server, Web("503 Busy") as web, hosting("inline") as talk:
        rule = Rule(id="high", name="High", condition=Threshold(PRICE, "above", 100.0), webhook=web.url)
        talk.host.send(SetRules((rule,)))
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.say(tick(99.0), tick(101.0), tick(98.0))
        await talk.until(lambda: len(told(talk)) == 2)
        assert told(talk) == [(True, "BTC price 101 is above 100"), (False, "BTC price 98 is back below 100")]
        posts = await web.posted(3)
    # The first answer was a refusal that may pass, so the same was sent again.
    assert [post.json["on"] for post in posts] == [True, True, False]
    assert posts[0].json["feed"] == "test feed"
    assert posts[0].json["reason"] == "BTC price 101 is above 100"


async def test_a_snoozed_rule_tells_no_webhook() -> None:
    async with LiveServer() as server, Web() as web, hosting("inline") as talk:
        quiet = Rule(id="q", name="Quiet", condition=Threshold(PRICE, "above", 100.0), webhook=web.url)
        loud = Rule(id="l", name="Loud", condition=Threshold(PRICE, "above", 200.0), webhook=web.url)
        talk.host.send(SetRules((quiet, loud)))
        talk.host.send(SnoozeAlert("q", 4e9))
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.say(tick(101.0), tick(201.0))
        await talk.until(lambda: sum(on for on, _ in told(talk)) == 2)
        (post,) = await web.posted(1)
    assert post.json["rule"] == "l"


async def test_messages_and_time_turn_rules_as_rows_do() -> None:
    both = AllOf((Match("feed", "halt", seconds=30.0), SilentKey(PRICE, 0.3)))
    async with LiveServer() as server, hosting("inline") as talk:
        talk.host.send(SetRules((Rule(id="r", name="Halted", condition=both),)))
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.say(tick(1.0), '{"note": "trading halt"}')
        await talk.until(lambda: bool(told(talk)))
        (on, reason) = told(talk)[0]
        assert on
        assert reason.startswith('a message of test feed matches: {"note": "trading halt"} and nothing has come of BTC')
        talk.host.send(CloseFeed("feed"))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
async def test_rules_outlive_the_engine() -> None:
    async with LiveServer() as server, hosting("process") as talk:
        assert isinstance(talk.host, ProcessHost)
        up = Rule(id="up", name="Up", condition=Change(PRICE, 50.0, 60.0))
        high = Rule(id="high", name="High", condition=Threshold(PRICE, "above", 100.0))
        talk.host.send(SetRules((high, up)))
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await (await server.visit()).say(tick(101.0))
        await talk.until(lambda: len(told(talk)) == 1)
        talk.host.send(AcknowledgeAlert("high"))
        await talk.until(lambda: talk.of(AlertChanged)[-1].acknowledged)
        assert talk.host.pid is not None
        os.kill(talk.host.pid, signal.SIGKILL)
        await talk.until(lambda: any(up.restarted for up in talk.of(EngineUp)))
        last = talk.of(AlertChanged)[-1]
        assert (last.on, last.reason) == (False, talk.of(EngineDown)[0].reason)
        await (await server.visit(1)).say(tick(102.0))
        await talk.until(lambda: talk.of(AlertChanged)[-1].on)
        # It is on again, and what the user has seen need not be told anew.
        assert talk.of(AlertChanged)[-1].acknowledged
        await server.visits[1].say(tick(160.0))
        await talk.until(lambda: talk.of(AlertChanged)[-1].rule == "up")
