from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.request import Request, build_request
from monitor.net.endpoint import Endpoint


def request(url: str = "wss://host.example/x", **more: Any) -> Request:
    return build_request(Endpoint(url, **more))


def test_the_headers_of_a_profile_are_sent_as_they_are() -> None:
    headers = request(headers=(("X-Api-Key", "k"), ("Accept", " a ")), compression=False).headers
    assert headers[:2] == ("X-Api-Key: k", "Accept: a")
    assert headers[2].startswith("User-Agent: feedscope/")


def test_a_user_agent_or_authorization_of_the_profile_wins() -> None:
    own = (("user-agent", "mine"), ("authorization", "Bearer x"))
    headers = request("wss://u:p@host/", headers=own, compression=False).headers
    assert headers == ("user-agent: mine", "authorization: Bearer x")
    assert "Authorization: Basic dTpw" in request("wss://u:p@host/").headers


def test_origin_is_the_servers_own_unless_told_otherwise() -> None:
    assert request().origin == "https://host.example"
    assert request("ws://host:443/").origin == "http://host:443"
    assert request(origin="https://app.example").origin == "https://app.example"
    assert request(headers=(("Origin", "https://o.example"),)).origin == "https://o.example"
    assert request(origin="none").origin is None


def test_cookies_of_both_kinds_make_one_header() -> None:
    built = request(cookies=(("a", "1"), ("b", "2")), headers=(("Cookie", "c=3"),))
    assert built.cookie == "a=1; b=2; c=3"
    assert not any(line.lower().startswith("cookie") for line in built.headers)


def test_subprotocols_and_compression_are_offered() -> None:
    headers = request(subprotocols=("a", "B")).headers
    assert "Sec-WebSocket-Protocol: a, B" in headers
    assert any(line.startswith("Sec-WebSocket-Extensions: permessage-deflate") for line in headers)
    assert not any("Extensions" in line for line in request(compression=False).headers)


EVIL = ["x\r\nX-Evil: 1", "x\nX-Evil: 1", "x\rX-Evil: 1", "x\x00", "x\x7f"]


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize(
    "place",
    [
        lambda evil: {"headers": (("X", evil),)},
        lambda evil: {"headers": ((evil, "x"),)},
        lambda evil: {"headers": (("Cookie", evil),)},
        lambda evil: {"headers": (("Origin", evil),)},
        lambda evil: {"cookies": (("a", evil),)},
        lambda evil: {"cookies": ((evil, "a"),)},
        lambda evil: {"origin": evil},
        lambda evil: {"subprotocols": (evil,)},
    ],
)
def test_nothing_can_smuggle_a_header_in(place: Any, evil: str) -> None:
    with pytest.raises(TransportError) as caught:
        request(**place(evil))
    assert caught.value.fault is Fault.INVALID
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "name",
    ["Host", "Upgrade", "connection", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Content-Length", "", "a b"],
)
def test_headers_of_the_handshake_itself_are_refused(name: str) -> None:
    with pytest.raises(TransportError) as caught:
        request(headers=((name, "x"),))
    assert caught.value.fault is Fault.INVALID


TEXTS = st.text(max_size=12)


@given(headers=st.lists(st.tuples(TEXTS, TEXTS), max_size=3), cookies=st.lists(st.tuples(TEXTS, TEXTS), max_size=3))
def test_whatever_is_given_either_fits_its_line_or_is_refused(
    headers: list[tuple[str, str]], cookies: list[tuple[str, str]]
) -> None:
    try:
        built = request(headers=tuple(headers), cookies=tuple(cookies))
    except TransportError:
        return
    for line in (*built.headers, built.cookie, built.origin or ""):
        assert not {"\r", "\n", "\0"} & set(line)
