from dataclasses import fields

import msgspec
import pytest

from monitor.core.errors import AddressError, ConnectionLost, ProfileError
from monitor.core.state import FeedState
from monitor.engine.equipment import (
    approach_to,
    endpoint_of,
    governor_of,
    needs_new_connection,
    policy_of,
    supervisor_of,
)
from monitor.feed.dialect_rules.socketio import SockJsRule
from monitor.feed.profile import Answer, ChannelMap, Every, Limits, Profile, Proxy, Send, StreamRule, Tls
from monitor.feed.sources import Sources
from monitor.net.endpoint import Endpoint

RULE = StreamRule(name="s", columns={"p": "p"})
PLAIN = Profile(name="n", address="wss://feed.test/${symbol}", symbols=("abc",), variables={"symbol": "x"})


def endpoint(profile: Profile, environment: dict[str, str]) -> Endpoint:
    return endpoint_of(profile, Sources(environment), approach_to(profile, Sources(environment), random=lambda: 0.0))


def changed(**what: object) -> Profile:
    return msgspec.structs.replace(PLAIN, **what)


def test_an_endpoint_carries_all_that_the_profile_says_with_variables_filled_in() -> None:
    profile = Profile(
        name="n",
        address="wss://feed.test/${place}?key=${env:KEY}",
        variables={"place": "a b"},
        headers={"X-Key": "${env:KEY}"},
        cookies={"c": "${place}"},
        origin="https://origin.test",
        subprotocols=("one", "two"),
        compression=False,
        proxy=Proxy(url="http://proxy.test:8080"),
        tls=Tls(ca="ca.pem", certificate="me.pem", key="me.key"),
        limits=Limits(connect_seconds=3.0, message_bytes=1000),
    )
    made = endpoint(profile, {"KEY": "s3cret"})
    assert made.url == "wss://feed.test/a%20b?key=s3cret"
    assert made.headers == (("X-Key", "s3cret"),)
    assert made.cookies == (("c", "a b"),)
    assert (made.origin, made.subprotocols, made.compression) == (
        "https://origin.test",
        ("one", "two"),
        False,
    )
    assert made.proxy == "http://proxy.test:8080"
    assert (made.ca, made.certificate, made.key) == ("ca.pem", "me.pem", "me.key")
    assert (made.connect_seconds, made.message_limit) == (3.0, 1000)
    assert "s3cret" not in repr(made)


def test_an_endpoint_that_cannot_be_made_tells_why() -> None:
    with pytest.raises(ProfileError, match="KEY is not set"):
        endpoint(changed(address="wss://feed.test/${env:KEY}"), {})
    with pytest.raises(AddressError):
        endpoint(changed(address="gopher://feed.test"), {})


def test_a_policy_takes_every_span_and_code_from_the_profile() -> None:
    limits = Limits(ping_seconds=1.0, pong_seconds=2.0, silence_seconds=3.0)
    policy = policy_of(changed(limits=limits, retry_codes=(4000,), fatal_codes=(4001,)), reconnect=False)
    assert (policy.ping_seconds, policy.pong_seconds, policy.silence_seconds) == (1.0, 2.0, 3.0)
    assert (policy.retry_codes, policy.fatal_codes) == (frozenset({4000}), frozenset({4001}))
    assert not policy.reconnect
    # What else there is, no profile can say.
    assert {field.name for field in fields(policy)} == {
        "ping_seconds",
        "pong_seconds",
        "silence_seconds",
        "max_age",
        "reconnect",
        "retry_codes",
        "fatal_codes",
        "fresh_login",
    }


def test_a_supervisor_goes_by_the_profile() -> None:
    supervisor = supervisor_of(changed(fatal_codes=(4001,)), reconnect=True, random=lambda: 0.5)
    supervisor.started(0.0)
    supervisor.opened(0.1)
    supervisor.lost(ConnectionLost("no", code=4001), 1.0)
    assert supervisor.state is FeedState.NEEDS_ATTENTION


def test_a_governor_goes_by_the_profile() -> None:
    governor = governor_of(changed(limits=Limits(send_rate=2.0, send_burst=3, send_queue=4)))
    assert [governor.offer(str(number)) for number in range(5)] == [True] * 4 + [False]
    assert governor.release(0.0) == ["0", "1", "2"]
    assert governor.release(0.5) == ["3"]


@pytest.mark.parametrize(
    "what",
    [
        {"name": "other"},
        {"about": "other"},
        {"needs": "a key"},
        {"discover": True},
        {"stream": (RULE,)},
        {"ignore": ({"event": "*"},)},
        {"renew": ({"event": "shutdown"},)},
        {"answer": (Answer(when={"ping": "*"}, text="pong"),)},
        {"limits": Limits(keep_seconds=5.0, keep_bytes=5, keys=5)},
    ],
    ids=lambda what: next(iter(what)),
)
def test_reading_otherwise_keeps_the_connection(what: dict[str, object]) -> None:
    assert not needs_new_connection(PLAIN, changed(**what))


@pytest.mark.parametrize(
    "what",
    [
        {"address": "wss://other.test"},
        {"symbols": ("def",)},
        {"variables": {"symbol": "y"}},
        {"headers": {"a": "b"}},
        {"cookies": {"a": "b"}},
        {"origin": "none"},
        {"subprotocols": ("x",)},
        {"dialect": SockJsRule()},
        {"compression": False},
        {"proxy": Proxy("none")},
        {"tls": Tls(ca="ca.pem")},
        {"limits": Limits(message_bytes=1)},
        {"limits": Limits(send_rate=1.0)},
        {"limits": Limits(max_age_seconds=5.0)},
        {"retry_codes": (4000,)},
        {"fatal_codes": (4000,)},
        {"send": (Send(text="x"),)},
        {"every": (Every(text="x", seconds=1.0),)},
        {"channels": ChannelMap(when={"event": "subscribed"}, id="chan")},
    ],
    ids=lambda what: next(iter(what)),
)
def test_saying_otherwise_takes_a_new_connection(what: dict[str, object]) -> None:
    assert needs_new_connection(PLAIN, changed(**what))


def test_where_channels_are_announced_another_mapping_takes_a_new_connection_but_another_name_does_not() -> None:
    old = changed(channels=ChannelMap(when={"event": "subscribed"}, id="chan"), stream=(RULE,))
    assert needs_new_connection(old, msgspec.structs.replace(old, stream=()))
    assert not needs_new_connection(old, msgspec.structs.replace(old, name="other"))


def test_every_key_of_a_profile_is_known_to_be_said_or_read() -> None:
    # A new key of the profile is taken for something said until it is listed as something read.
    assert needs_new_connection(PLAIN, changed(schema=2))
    assert not needs_new_connection(PLAIN, changed())
