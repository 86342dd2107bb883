"""`feedscope discover` as its users meet it: what was tried, what is spoken, and a profile to be saved."""

import asyncio
import json
from pathlib import Path

from monitor.feed.dialect_rules.brokers import NatsRule
from monitor.feed.profiles.reading import load_profile, parse_profile
from tests.helpers.commands import feedscope
from tests.helpers.live_server import LiveServer, Visit

TICKS = [
    json.dumps({"s": key, "p": price, "q": 1.0 + price % 3}) for key in ("BTC", "ETH") for price in (1.0, 2.0, 3.5)
]
INFO = 'INFO {"server_id":"N","headers":true,"max_payload":1048576} \r\n'


async def sell(visit: Visit) -> None:
    """Send prices as a NATS server does to one who has logged in."""
    for text in TICKS:
        await visit.say(b"MSG prices.a 1 %d\r\n%s\r\n" % (len(text), text.encode()))


async def nats_prices(server: LiveServer, runs: int) -> None:
    """To so many clients: each looks first, and comes again as one who speaks NATS."""
    for run in range(runs):
        await server.heard(1, visit=2 * run + 1)
        await sell(server.visits[2 * run + 1])


async def test_a_dialect_is_recognised_spoken_and_written_down(tmp_path: Path) -> None:
    async with LiveServer(INFO) as server:
        playing = asyncio.ensure_future(nats_prices(server, 2))
        text = await feedscope("discover", server.url, "--for", "1")
        file = await feedscope("discover", server.url, "--for", "1", "--toml")
        await playing

    assert text.status == 0, text.err
    assert text.lines[0] == "Tried:"
    assert text.lines[1] == "  plain connection  messages came by themselves"
    assert text.lines[2] == "Speaks NATS, found by its first message, INFO."
    assert '[dialect]\nkind = "nats"' in text.out
    (tmp_path / "feed.toml").write_text(file.out)
    profile = load_profile(tmp_path / "feed.toml")
    assert profile.dialect == NatsRule()
    assert not profile.recognise
    assert profile.stream[0].columns


async def test_json_holds_what_was_tried_and_found() -> None:
    async with LiveServer(INFO) as server:
        playing = asyncio.ensure_future(nats_prices(server, 1))
        told = json.loads((await feedscope("discover", server.url, "--for", "1", "--json")).out)
        await playing

    assert told["speaks"] == {
        "kind": "nats",
        "words": "NATS, found by its first message, INFO",
        "lacks": "",
        "tried": [["plain connection", "messages came by themselves"]],
    }
    assert told["profile"]["dialect"] == {"kind": "nats"}
    assert told["messages"] == len(TICKS)


async def test_plain_messages_need_no_dialect() -> None:
    async with LiveServer(*TICKS) as server:
        told = await feedscope("discover", server.url, "--for", "0.5")

    assert told.status == 0, told.err
    assert "Speaks plain JSON, found by its first messages." in told.lines
    assert "dialect" not in told.out
    assert len(server.visits) == 1


async def test_what_only_the_user_can_know_is_asked_for() -> None:
    async with LiveServer(subprotocols=["v12.stomp"]) as server:
        told = await feedscope("discover", server.url, "--for", "0.3")

    assert told.status == 0, told.err
    assert "Speaks STOMP 1.2, found by its subprotocol v12.stomp." in told.lines
    assert (
        "It sends nothing yet: name the destinations to subscribe to, such as /topic/prices, as `destinations` under "
        "[dialect] of its profile." in told.lines
    )
    profile = parse_profile(told.out.partition("my-feed.toml:\n\n")[2], file="")
    assert profile.discover


async def test_the_user_knows_better() -> None:
    async with LiveServer(subprotocols=["mqtt"]) as server:
        told = await feedscope("discover", server.url, "--for", "0.3", "--dialect", "mqtt")
        heard = server.visits[0].heard

    assert isinstance(heard[0], bytes)
    assert heard[0][:1] == b"\x10"
    assert told.lines[0] == "Speaks MQTT."
    assert told.status == 1


async def test_what_was_tried_is_told_where_nothing_was_found() -> None:
    async with LiveServer() as server:
        told = await feedscope("discover", server.url, "--for", "0.3")

    assert told.status == 1
    assert "  subprotocols offered at /           it took none of them" in told.lines
    assert "connected, but no message came" in told.err
    assert "--dialect" in told.err


async def test_tail_needs_no_more_than_the_address_either() -> None:
    async with LiveServer(INFO) as server:
        playing = asyncio.ensure_future(nats_prices(server, 1))
        told = await feedscope("tail", server.url, "--format", "jsonl", "--count", str(len(TICKS)))
        await playing

    rows = [json.loads(line) for line in told.lines]
    assert told.status == 0, told.err
    assert [row["values"]["price"] for row in rows] == [1.0, 2.0, 3.5, 1.0, 2.0, 3.5]
    assert "NATS, found by its first message, INFO" in told.err
