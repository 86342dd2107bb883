"""What a profile says to the server."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import ProfileError
from monitor.feed.profile import Every, Profile, Proxy, Send
from monitor.feed.sources import Sources
from monitor.feed.templates import (
    opening_messages,
    periodic_messages,
    render_address,
    render_cookies,
    render_headers,
    render_origin,
    render_proxy,
)

_ENVIRONMENT = {"KEY": "a&b c", "PASSWORD": "p@ss/word"}


def _profile(**fields: Any) -> Profile:
    return msgspec.structs.replace(Profile(name="x", address="wss://y"), **fields)


def test_an_address_is_rendered_with_its_values_encoded() -> None:
    profile = _profile(address="wss://u:${env:PASSWORD}@${host}/${host:upper}?k=${env:KEY}", variables={"host": "h"})
    assert render_address(profile, Sources(_ENVIRONMENT)) == "wss://u:p%40ss%2Fword@h/H?k=a%26b%20c"


def test_the_parts_of_the_handshake_are_rendered() -> None:
    profile = _profile(
        headers={"Authorization": "Bearer ${env:KEY}", "X-Plain": "$$1"},
        cookies={"session": "${v}"},
        origin="https://${v}",
        proxy=Proxy(url="socks5h://me:${env:PASSWORD}@proxy:1"),
        variables={"v": "v.org"},
    )
    assert render_headers(profile, Sources(_ENVIRONMENT)) == {"Authorization": "Bearer a&b c", "X-Plain": "$1"}
    assert render_cookies(profile, Sources(_ENVIRONMENT)) == {"session": "v.org"}
    assert render_origin(profile, Sources(_ENVIRONMENT)) == "https://v.org"
    assert render_proxy(profile, Sources(_ENVIRONMENT)) == "socks5h://me:p%40ss%2Fword@proxy:1"


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\n", "a\x00"])
def test_a_value_cannot_add_a_header(value: str) -> None:
    for fields, render in (
        ({"headers": {"X": "${env:V}"}}, render_headers),
        ({"cookies": {"c": "${env:V}"}}, render_cookies),
    ):
        with pytest.raises(ProfileError, match="line break"):
            render(_profile(**fields), Sources({"V": value}))


def test_the_error_names_the_key_and_the_variable_but_no_value() -> None:
    profile = _profile(headers={"Authorization": "${env:KEY} ${env:OTHER}"})
    with pytest.raises(ProfileError) as caught:
        render_headers(profile, Sources(_ENVIRONMENT))
    assert caught.value.key == "headers.Authorization"
    assert "OTHER" in caught.value.what
    assert _ENVIRONMENT["KEY"] not in str(caught.value)


def test_a_message_with_a_symbol_is_sent_for_each_of_them() -> None:
    profile = _profile(symbols=("A", "B"), send=(Send(text="hello"), Send(text='{"s":"${symbol:lower}"}')))
    assert opening_messages(profile, Sources()) == ("hello", '{"s":"a"}', '{"s":"b"}')


def test_items_are_sent_in_batches() -> None:
    send = Send(text='{"args":${items},"id":"${v}"}', each='{"ch":"${v}","s":"${symbol}"}', batch=2)
    profile = _profile(symbols=("A", "B", "C"), send=(send,), variables={"v": 'q"'})
    first, second = map(json.loads, opening_messages(profile, Sources()))
    assert first == {"args": [{"ch": 'q"', "s": "A"}, {"ch": 'q"', "s": "B"}], "id": 'q"'}
    assert second == {"args": [{"ch": 'q"', "s": "C"}], "id": 'q"'}


def test_without_symbols_nothing_is_sent_for_them() -> None:
    profile = _profile(send=(Send(text="${symbol}"), Send(text="${items}", each='"x"')))
    assert opening_messages(profile, Sources()) == ()


def test_periodic_messages_come_with_their_interval() -> None:
    profile = _profile(symbols=("A", "B"), every=(Every(text="ping", seconds=20), Every(text="p ${symbol}", seconds=5)))
    assert periodic_messages(profile, Sources()) == (("ping", 20), ("p A", 5), ("p B", 5))


@given(st.lists(st.text(st.characters(codec="utf-8")), unique=True, max_size=7), st.integers(1, 4))
def test_every_symbol_arrives_once_in_order_whatever_it_holds(symbols: list[str], batch: int) -> None:
    send = Send(text='{"p":${items}}', each='"${symbol}@x"', batch=batch)
    messages = opening_messages(_profile(symbols=tuple(symbols), send=(send,)), Sources())
    batches = [json.loads(message)["p"] for message in messages]
    assert [item.removesuffix("@x") for items in batches for item in items] == symbols
    assert all(1 <= len(items) <= batch for items in batches)
