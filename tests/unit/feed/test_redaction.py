"""Secrets of a profile, and texts without them."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, WampRule
from monitor.feed.dialect_rules.channels import CentrifugoRule, ChannelToJoin
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profile import Every, Profile, Proxy, Send
from monitor.feed.redaction import Redactor, secrets
from monitor.feed.sources import Sources
from monitor.feed.templates import opening_messages, render_address
from tests.helpers.profiles import profiles


def _profile(**fields: Any) -> Profile:
    return msgspec.structs.replace(Profile(name="x", address="wss://y"), **fields)


def test_everything_taken_from_the_environment_is_secret_wherever_it_stands() -> None:
    profile = _profile(
        address="wss://${env:A}",
        origin="${env:B}",
        proxy=Proxy(url="${env:C}"),
        variables={"v": "${env:D}"},
        headers={"X-Plain": "${env:E}"},
        cookies={"c": "${env:F}"},
        send=(Send(text="${env:G}", each="${env:H}"),),
        every=(Every(text="${env:I}", seconds=1),),
    )
    environment = {name: f"v{name}" for name in "ABCDEFGHIJ"}
    assert secrets(profile, Sources(environment)) == {f"v{name}" for name in "ABCDEFGHI"}


def test_cookies_and_what_is_called_a_secret_are_secret() -> None:
    profile = _profile(
        variables={"token": "tok-12345", "host": "example.org", "api_key": "abc"},
        headers={"Authorization": "Bearer ${token}", "User-Agent": "Feedscope"},
        cookies={"id": "cookie-value"},
    )
    assert secrets(profile, Sources()) == {"tok-12345", "Bearer tok-12345", "cookie-value"}


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        (MqttRule(username="someone", password="pass-1234", topics=("${env:TOPIC}",)), {"pass-1234", "from-env"}),
        (StompRule(login="someone", passcode="pass-1234", headers={"x-token": "tok-1"}), {"pass-1234", "tok-1"}),
        (NatsRule(seed="SUAB12", jwt="eyJ.x", token="tok-1", user="someone"), {"SUAB12", "eyJ.x", "tok-1"}),
        (WampRule(authid="someone", method="ticket", secret="pass-1234"), {"pass-1234"}),
        (SocketIoRule(auth={"id": "anything"}), {"anything"}),
        (CentrifugoRule(channels=(ChannelToJoin("a", payload='{"deep":{"token":"tok-1","x":"y"}}'),)), {"tok-1"}),
        (GraphQlRule(init='{"headers":[{"Authorization":"Bearer tok-1"}]}'), {"Bearer tok-1", "tok-1"}),
    ],
)
def test_what_a_dialect_logs_in_with_is_secret(dialect: Any, expected: set[str]) -> None:
    assert secrets(_profile(dialect=dialect), Sources({"TOPIC": "from-env"})) == expected


def test_what_is_missing_or_written_wrongly_has_no_secret() -> None:
    assert secrets(_profile(address="${env:A} ${", headers={"Token": "${env:B}"}), Sources({"A": "x"})) == frozenset()


@settings(max_examples=40, deadline=None)
@given(profiles())
def test_any_valid_profile_can_be_asked_for_its_secrets(profile: Profile) -> None:
    assert "" not in secrets(profile, Sources())


@given(st.text(st.characters(codec="utf-8", exclude_characters="…"), min_size=4), st.text("abc"))
def test_a_secret_shows_neither_in_an_address_nor_in_a_message(secret: str, around: str) -> None:
    profile = _profile(
        address="wss://h/${env:S}?k=${env:S}&x=${v}",
        variables={"v": "plain"},
        send=(Send(text='{"auth":"${env:S}"}'),),
    )
    environment = {"S": f"~{secret}"}
    redact = Redactor(secrets(profile, Sources(environment)))
    assert redact(render_address(profile, Sources(environment))) == "wss://h/…?k=…&x=plain"
    assert json.loads(redact(opening_messages(profile, Sources(environment))[0])) == {"auth": "…"}
    assert redact(f"{around} ~{secret} {around}") == f"{around} … {around}"


def test_the_longest_secret_goes_first_and_none_leaves_a_text_as_it_is() -> None:
    assert Redactor({"abc", "abcdef"})("x abcdef y abc") == "x … y …"
    assert Redactor({""})("text") == "text"
    assert Redactor(())("text") == "text"
