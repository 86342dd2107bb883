"""An address is taken apart and can be put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.adding.address_parts import AddressParts, parts_of


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("wss://me:pw@h.net/a?b=c@d", AddressParts("wss://", "me:pw", "h.net/a?b=c@d")),
        ("wss://h.net/a@b", AddressParts("wss://", None, "h.net/a@b")),
        ("h.net", AddressParts("", None, "h.net")),
        ("ws://@h", AddressParts("ws://", "", "h")),
        ("", AddressParts("", None, "")),
    ],
)
def test_a_login_stands_before_the_host(address: str, parts: AddressParts) -> None:
    assert parts_of(address) == parts


@given(st.text(st.sampled_from("ws:/@?#ab\n"), max_size=20))
def test_nothing_is_lost(address: str) -> None:
    parts = parts_of(address)
    login = "" if parts.login is None else f"{parts.login}@"
    assert f"{parts.scheme}{login}{parts.rest}" == address
