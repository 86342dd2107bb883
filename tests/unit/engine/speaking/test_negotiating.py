"""What SignalR servers answer before the connection, and where that leads."""

import json
from typing import Any

import pytest

from monitor.core.errors import TransportError
from monitor.engine.speaking.negotiating import negotiated
from monitor.feed.dialect_rules.calls import JsonRpcRule, SignalRRule
from monitor.net.connecting.answer import Answer
from monitor.net.endpoint import Endpoint

HUB = Endpoint("wss://example.org/prices?of=A", headers=(("X-Key", "k"),), cookies=(("a", "1"),))


class Server:
    """Answers in turn, and remembers what it was asked."""

    def __init__(self, *answers: Any, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.asked: list[tuple[str, Endpoint]] = []
        self._answers = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in answers]
        self._headers = headers

    async def fetch(self, endpoint: Endpoint, method: str) -> Answer:
        self.asked.append((method, endpoint))
        return Answer(200, "OK", self._headers, self._answers.pop(0) if len(self._answers) > 1 else self._answers[0])


async def test_the_token_that_was_negotiated_goes_into_the_address() -> None:
    server = Server({"negotiateVersion": 1, "connectionId": "i", "connectionToken": "a/b"})
    endpoint = await negotiated(SignalRRule(), HUB, fetch=server.fetch)
    ((method, asked),) = server.asked
    assert (method, asked.url) == ("POST", "wss://example.org/prices/negotiate?of=A&negotiateVersion=1")
    assert asked.headers == HUB.headers
    assert endpoint.url == "wss://example.org/prices?of=A&id=a%2Fb"


async def test_an_old_server_names_an_id_alone() -> None:
    endpoint = await negotiated(SignalRRule(), HUB, fetch=Server({"connectionId": "i"}).fetch)
    assert endpoint.url.endswith("&id=i")


async def test_cookies_of_the_answer_are_kept_for_the_connection() -> None:
    server = Server({"connectionId": "i"}, headers=(("set-cookie", "lb=7; Path=/; HttpOnly"), ("set-cookie", "b=x")))
    endpoint = await negotiated(SignalRRule(), HUB, fetch=server.fetch)
    assert endpoint.cookies == (("a", "1"), ("lb", "7"), ("b", "x"))


async def test_a_token_of_the_profile_takes_the_place_of_another_login() -> None:
    server = Server({"connectionId": "i"})
    given = Endpoint("ws://127.0.0.1/h", headers=(("authorization", "Basic x"), ("X-Key", "k")))
    endpoint = await negotiated(SignalRRule(token="t"), given, fetch=server.fetch)
    assert endpoint.headers == (("X-Key", "k"), ("Authorization", "Bearer t"))
    assert server.asked[0][1].headers == endpoint.headers


async def test_another_server_gets_its_own_token_and_nothing_that_was_meant_for_the_first() -> None:
    server = Server({"url": "https://other.example/hub?x=1", "accessToken": "new"}, {"connectionToken": "c"})
    endpoint = await negotiated(SignalRRule(token="first"), HUB, fetch=server.fetch)
    assert endpoint.address.url == "wss://other.example/hub?x=1&id=c"
    assert endpoint.headers == (("Authorization", "Bearer new"),)
    assert endpoint.cookies == ()
    assert server.asked[1][1].headers == endpoint.headers


async def test_a_server_that_never_stops_pointing_elsewhere_is_left() -> None:
    server = Server({"url": "https://example.org/again"})
    with pytest.raises(TransportError, match="without an end"):
        await negotiated(SignalRRule(), HUB, fetch=server.fetch)
    assert len(server.asked) == 4


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"\xff", {"connectionToken": 7}])
async def test_an_answer_that_is_none_is_told(answer: Any) -> None:
    with pytest.raises(TransportError, match="not that of a SignalR server") as caught:
        await negotiated(SignalRRule(), HUB, fetch=Server(answer).fetch)
    assert "negotiate = false" in caught.value.advice


async def test_a_refusal_is_told_in_the_servers_words() -> None:
    with pytest.raises(TransportError, match="it refuses: closed for today"):
        await negotiated(SignalRRule(), HUB, fetch=Server({"error": "closed\nfor today"}).fetch)


async def test_the_older_protocol_asks_beside_connect() -> None:
    server = Server({"ConnectionToken": "a+b", "TryWebSockets": True})
    endpoint = await negotiated(
        SignalRRule(legacy=True), Endpoint("wss://example.org/signalr/connect?clientProtocol=1.5"), fetch=server.fetch
    )
    ((method, asked),) = server.asked
    assert (method, asked.url) == ("GET", "wss://example.org/signalr/negotiate?clientProtocol=1.5")
    assert endpoint.url == "wss://example.org/signalr/connect?clientProtocol=1.5&connectionToken=a%2Bb"


@pytest.mark.parametrize("rule", [None, JsonRpcRule(), SignalRRule(negotiate=False)])
async def test_who_does_not_negotiate_connects_at_once(rule: Any) -> None:
    server = Server({})
    assert await negotiated(rule, HUB, fetch=server.fetch) is HUB
    assert not server.asked
