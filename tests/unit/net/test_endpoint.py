import dataclasses

import pytest

from monitor.core.errors import AddressError
from monitor.net.endpoint import Endpoint


def test_a_login_in_the_address_becomes_a_header() -> None:
    assert Endpoint("wss://user:p%40w@host/").authorization == "Basic dXNlcjpwQHc="
    assert Endpoint("wss://host/").authorization is None


def test_text_that_is_no_address_is_refused_at_once() -> None:
    with pytest.raises(AddressError):
        Endpoint("ftp://host/")


def test_neither_the_text_nor_the_shown_address_holds_a_secret() -> None:
    endpoint = Endpoint(
        "wss://user:geheim1@host/?token=geheim2",
        headers=(("Authorization", "Bearer geheim3"),),
        cookies=(("sid", "geheim4"),),
        proxy="http://me:geheim5@proxy:1",
    )
    assert "geheim" not in repr(endpoint)
    assert endpoint.shown == "wss://host/?token=…"


def test_every_secret_is_known_by_value() -> None:
    endpoint = Endpoint(
        "wss://user:geheim1@host/?token=geheim2&symbol=BTC",
        headers=(("Authorization", "Bearer geheim3"), ("X-Api-Key", "geheim4"), ("Accept", "plain")),
        cookies=(("sid", "geheim5"),),
    )
    assert {"geheim1", "geheim2", "geheim3", "geheim4", "geheim5"} <= endpoint.secrets
    assert not {"BTC", "plain"} & endpoint.secrets


def test_an_endpoint_cannot_be_changed_but_replaced() -> None:
    endpoint = Endpoint("ws://host/")
    with pytest.raises(dataclasses.FrozenInstanceError):
        endpoint.url = "ws://other/"  # type: ignore[misc]
    assert dataclasses.replace(endpoint, url="ws://other/").address.host == "other"
