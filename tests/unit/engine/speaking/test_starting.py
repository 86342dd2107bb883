"""The older SignalR is asked to start before any of its methods is called."""

import asyncio

import pytest

from monitor.core.errors import Fault, Remedy, TransportError
from monitor.engine.speaking.starting import Start, start_of
from monitor.feed.dialect_rules.calls import JsonRpcRule, SignalRRule
from monitor.net.connecting.answer import Answer
from monitor.net.endpoint import Endpoint
from tests.helpers.talking import Stage

CONNECTED = Endpoint("wss://example.org/signalr/connect?connectionToken=a%2Bb&clientProtocol=1.5")


class Server:
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.asked: list[tuple[str, str]] = []

    async def fetch(self, endpoint: Endpoint, method: str) -> Answer:
        self.asked.append((method, endpoint.url))
        return Answer(200, "OK", (), self.body)


def start(server: Server) -> Start:
    made = start_of(SignalRRule(legacy=True), CONNECTED, fetch=server.fetch)
    assert made is not None
    return made


async def test_start_is_asked_for_where_the_connection_was() -> None:
    server = Server(b'{"Response":"started"}')
    await start(server)()
    assert server.asked == [
        ("GET", "wss://example.org/signalr/start?connectionToken=a%2Bb&clientProtocol=1.5"),
    ]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"Response":"no"}', b'{"Response":1}', b"[]", b"\xff"])
async def test_any_other_answer_is_a_refusal(body: bytes) -> None:
    with pytest.raises(TransportError, match=r"example\.org does not start"):
        await start(Server(body))()


@pytest.mark.parametrize("rule", [None, JsonRpcRule(), SignalRRule(), SignalRRule(legacy=True, negotiate=False)])
def test_whoever_has_negotiated_nothing_of_that_kind_asks_nothing(rule: SignalRRule | None) -> None:
    assert start_of(rule, CONNECTED, fetch=Server(b"").fetch) is None


async def test_nothing_is_said_before_the_server_has_started() -> None:
    asked, answered = asyncio.Event(), asyncio.Event()

    async def starting() -> None:
        asked.set()
        await answered.wait()

    stage = Stage(opening=("open",), start=starting)
    stage.talk.start()
    stage.talk.early = False
    stage.link.taken()
    stage.bring(b"ready")
    stage.bring(b"+more", b"data")
    await asked.wait()
    assert stage.link.taken() == []
    assert not stage.talk.begun
    answered.set()
    await stage.link.changed.until(lambda: stage.talk.begun)
    assert stage.link.taken() == ["send subscribe", "reply b'more'", "send [open]"]
    stage.talk.stop()


async def test_a_server_that_does_not_start_is_a_fault() -> None:
    async def starting() -> None:
        raise TransportError("no", fault=Fault.SERVER)

    stage = Stage(start=starting)
    stage.talk.start()
    stage.bring(b"ready")
    await stage.rang.wait()
    fault = stage.ticked[0].fault
    assert fault is not None
    assert (fault.what, fault.remedy) == ("no", Remedy.BACK_OFF)
    assert not stage.talk.begun
    stage.talk.stop()


async def test_a_start_under_way_ends_with_the_connection() -> None:
    cancelled = asyncio.Event()

    async def starting() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    stage = Stage(start=starting)
    stage.talk.start()
    stage.bring(b"ready")
    await asyncio.sleep(0)
    stage.talk.stop()
    await cancelled.wait()
    assert stage.ticked == []
