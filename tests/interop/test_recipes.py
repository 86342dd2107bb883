"""The recipes of docs/servers.md as they stand, but for address and secrets, against the servers that they are for."""

import asyncio
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from monitor.engine.commands import OpenFeed, SendText
from monitor.feed.profile import Profile, StreamRule
from monitor.feed.profiles.reading import parse_profile
from tests.helpers.hosting import hosting
from tests.helpers.servers_brokers import aedes, mosquitto, nats_server
from tests.helpers.servers_calls import crossbar, graphql
from tests.helpers.servers_channels import PhoenixServer, centrifugo, faye
from tests.helpers.servers_plain import PLAIN, java
from tests.helpers.servers_socketio import served, socketio_4, sockjs
from tests.interop.test_centrifugo import token

TEXT = (Path(__file__).parents[2] / "docs" / "servers.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^## (.*?)\n\n```toml\n(.*?)```", TEXT, re.DOTALL | re.MULTILINE))


@dataclass(frozen=True)
class Case:
    """A server for the recipe of a family, and where the recipe's text says that the numbers are.

    says:   what the feed sends to see something, in the form that the text tells; nothing where the server speaks.
    secret: what stands for the recipe's ${env:…}.
    """

    family: str
    make: Callable[[Path], Any]
    column: str
    says: str = ""
    secret: str = "secret"


TEMPERATURE = '{"topic": "home/kitchen/temperature", "payload": 21.5}'
CASES = {
    "plain-tomcat": Case("No protocol on top", partial(java, "tomcat10", "/feed"), "p"),
    "plain-ws": Case("No protocol on top", PLAIN["node-ws"], "p"),
    "socket.io": Case("Socket.IO", socketio_4, "[1].p"),
    "sockjs": Case("SockJS", sockjs, "p"),
    "sockjs-spring": Case("SockJS", partial(java, "spring", "/prices"), "p"),
    "graphql": Case("GraphQL", partial(graphql, "current"), "data.price.last"),
    "crossbar": Case("WAMP", crossbar, "arguments[0]", '{"topic": "com.example.prices", "arguments": [1]}'),
    "mosquitto": Case("MQTT", mosquitto, "payload", TEMPERATURE),
    "aedes": Case("MQTT", aedes, "payload", TEMPERATURE),
    "centrifugo": Case(
        "Centrifugo", centrifugo, "data.price", '{"channel": "quotes:AAPL", "data": {"price": 1}}', token()
    ),
    "phoenix-ours": Case("Phoenix channels", PhoenixServer, "payload.p"),
    "faye": Case("Bayeux: Faye and CometD", faye, "data.p", '{"channel": "/prices/AAPL", "data": {"p": 1}}'),
    "spring-stomp": Case(
        "STOMP",
        partial(java, "spring", "/stomp"),
        "body.price",
        '{"destination": "/topic/trades.AAPL", "body": {"price": 1}}',
    ),
    "nats": Case("NATS", nats_server, "payload.speed", '{"subject": "fleet.7.position", "payload": {"speed": 1}}'),
}


def test_every_recipe_is_found_and_is_a_profile() -> None:
    assert len(RECIPES) == TEXT.count("```toml")
    for text in RECIPES.values():
        assert isinstance(parse_profile(text, file="servers.md"), Profile)


def followed(case: Case, address: str) -> Profile:
    """The recipe, with a mapping where it leaves that to be discovered."""
    text = re.sub(r"\$\{env:\w+\}", case.secret, RECIPES[case.family])
    given = tomllib.loads(text)["address"]
    profile = parse_profile(text.replace(f'"{given}"', f'"{address}"', 1), file="servers.md")
    stream = StreamRule(name="numbers", columns={"number": case.column}, when={case.column: "*"})
    return msgspec.structs.replace(profile, discover=False, stream=(stream,))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", CASES)
async def test_a_recipe_brings_numbers(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    async with served(case.make, tmp_path) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", followed(case, server.address)))
        for _ in range(100):
            if talk.rows():
                return
            # Again and again: brokers do not say when a subscription holds.
            if case.says:
                talk.host.send(SendText("feed", case.says))
            await talk.until_done(asyncio.sleep(0.3))
        pytest.fail(f"nothing has come: {talk.status()}")
