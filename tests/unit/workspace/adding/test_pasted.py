"""Secrets in a pasted address become references; everything else stays as it was pasted."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.feed.templates import render_address
from monitor.workspace.adding.pasted import TakenOut, renamed, take_secrets_out


def test_secrets_of_a_pasted_address_become_references() -> None:
    taken = take_secrets_out(
        "wss://me:pw%21@example.net/a?x=1&token=abc%20d&y=$2#end", host="example.net", keychain=False
    )
    assert taken.address == (
        "wss://me:${env:EXAMPLE_NET_PASSWORD}@example.net/a?x=1&token=${env:EXAMPLE_NET_TOKEN}&y=$$2#end"
    )
    assert taken.secrets == (("env:EXAMPLE_NET_PASSWORD", "pw!"), ("env:EXAMPLE_NET_TOKEN", "abc d"))


def test_a_secret_at_the_end_keeps_the_fragment_out_of_itself() -> None:
    taken = take_secrets_out("wss://h.net/?key=abc#part", host="h.net", keychain=False)
    assert taken.secrets == (("env:H_NET_KEY", "abc"),)
    assert taken.address == "wss://h.net/?key=${env:H_NET_KEY}#part"


def test_secrets_of_a_pasted_address_can_go_to_the_keychain() -> None:
    taken = take_secrets_out("wss://h.net/?key=abc", host="h.net", keychain=True)
    assert taken.secrets == (("secret:H_NET_KEY", "abc"),)
    assert taken.address == "wss://h.net/?key=${secret:H_NET_KEY}"


@pytest.mark.parametrize("text", ["wss://example.net", "example.net/a?b=c&d", "ws://[::1]:80/?x", "localhost:9000/a$b"])
def test_an_address_without_secrets_stays_as_it_is(text: str) -> None:
    taken = take_secrets_out(text, host="example.net", keychain=False)
    assert taken.secrets == ()
    assert render_address(Profile(name="p", address=taken.address), Sources()) == text


_PIECE = st.text(st.sampled_from("abcXYZ019$-_.~"), min_size=1, max_size=8)


@given(
    st.lists(
        st.tuples(st.sampled_from(["token", "limit", "apikey", "q"]), _PIECE), max_size=4, unique_by=lambda p: p[0]
    ),
    st.none() | st.tuples(_PIECE, _PIECE),
)
def test_an_address_renders_to_what_was_pasted_when_its_secrets_are_set(
    query: list[tuple[str, str]], login: tuple[str, str] | None
) -> None:
    userinfo = f"{login[0]}:{login[1]}@" if login else ""
    pasted = f"wss://{userinfo}example.net/a?{'&'.join('='.join(pair) for pair in query)}"
    taken = take_secrets_out(pasted, host="example.net", keychain=False)
    # A secret may come out percent-encoded, which means the same.
    assert (
        unquote(render_address(Profile(name="p", address=taken.address), Sources(secrets=dict(taken.secrets))))
        == pasted
    )
    for name, value in query:
        if name in ("token", "apikey") and len(value) > 3 and "$" not in value:
            assert f"{name}={value}" not in taken.address


def test_a_reference_can_get_another_name() -> None:
    taken = take_secrets_out("wss://h.net/?key=abc&token=def", host="h.net", keychain=True)
    again = renamed(taken, lambda reference, value: f"{reference}_2" if value == "abc" else reference)
    assert again == TakenOut(
        "wss://h.net/?key=${secret:H_NET_KEY_2}&token=${secret:H_NET_TOKEN}",
        (("secret:H_NET_KEY_2", "abc"), ("secret:H_NET_TOKEN", "def")),
    )
