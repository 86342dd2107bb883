"""Tests for monitor.feed.recognition.candidates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.recognition.candidate import Get, Offer, Say
from monitor.feed.recognition.candidates import plan_for
from monitor.feed.recognition.place import place_of


def asked(address: str) -> list[str]:
    """What is tried where the plain connection brings nothing."""
    return [candidate.what for candidate in plan_for(address).then]


def at_once(address: str) -> list[str]:
    return [candidate.what for candidate in plan_for(address).at_once]


def test_an_address_that_suggests_nothing_is_asked_what_http_and_subprotocols_can_tell() -> None:
    assert at_once("wss://host/stream") == []
    assert asked("wss://host/stream") == [
        "subprotocols offered at /stream",
        "subprotocols offered at /stream/websocket",
        "SockJS: GET /stream/info",
        "Engine.IO: GET /socket.io/",
        "SignalR: POST /stream/negotiate",
    ]


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("http://host/socket.io/", "Engine.IO: GET /socket.io/"),
        ("http://host/app/socket.io/?EIO=4&transport=polling&t=x", "Engine.IO: GET /app/socket.io/"),
        ("wss://host/echo/042/abcd/websocket", "subprotocols offered at /echo/websocket"),
        ("https://host/hubs/prices", "SignalR: POST /hubs/prices/negotiate"),
        ("wss://host/signalr/connect?transport=webSockets", "SignalR: POST /signalr/connect/negotiate"),
        ("wss://host/mqtt", "MQTT: CONNECT"),
        ("ws://host:15674/ws", "STOMP: CONNECT"),
        ("wss://host/faye", "Bayeux: a handshake"),
        ("wss://host/connection/websocket", "Centrifugo: connect"),
    ],
)
def test_what_an_address_suggests_is_tried_at_once(address: str, first: str) -> None:
    assert at_once(address)[0] == first
    assert first not in asked(address)


def test_the_older_signal_r_is_asked_at_the_base_of_its_connection() -> None:
    assert "SignalR: GET /signalr/negotiate" in at_once("wss://host/signalr/connect?transport=webSockets")


def test_a_page_of_a_server_with_socket_io_leads_to_its_usual_path() -> None:
    get = next(each.ask for each in plan_for("https://host/dashboard?tab=1").then if each.what.startswith("Engine.IO"))

    assert isinstance(get, Get)
    assert get.address == "https://host/socket.io/?EIO=4&transport=polling"
    found = get.read(b'0{"sid":"a","pingInterval":1}')
    assert found is not None
    assert found.path == "/socket.io/"


def test_a_query_that_is_no_matter_of_the_protocol_goes_along() -> None:
    get = plan_for("wss://host/socket.io/?EIO=3&transport=websocket&token=t").at_once[0].ask

    assert isinstance(get, Get)
    assert get.address == "wss://host/socket.io/?EIO=4&transport=polling&token=t"


def test_usual_paths_are_tried_only_for_an_address_without_one() -> None:
    assert [each.what for each in plan_for("wss://host").elsewhere] == [
        "subprotocols offered at /mqtt",
        "subprotocols offered at /ws",
        "subprotocols offered at /graphql",
        "subprotocols offered at /cable",
    ]
    assert plan_for("wss://host/a").elsewhere == ()


@given(st.from_regex(r"(wss?|https?)://host(:[0-9]{1,5})?(/[a-z./0-9]{0,20})?(\?[a-z=&]{0,12})?", fullmatch=True))
def test_everything_goes_to_the_server_of_the_address(address: str) -> None:
    plan = plan_for(address)
    for candidate in (*plan.at_once, *plan.then, *plan.agreed, *plan.alone, *plan.elsewhere):
        assert isinstance(candidate.ask, Get | Offer | Say)
        assert place_of(candidate.ask.address).base == place_of(address).base
