"""WAMP 2, by the examples of its specification and by what may go wrong."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.wamp import Wamp
from monitor.wire.received import Received


def told(dialect: Dialect, *messages: Any) -> Payloads:
    texts = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in messages]
    return dialect.receive(Received(messages=texts), now=1.0)


def plain(outgoing: Sequence[Outgoing]) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def shown(payloads: Payloads) -> list[Any]:
    return [json.loads(each) for each in payloads.messages]


def joined(*topics: str, **options: Any) -> Wamp:
    dialect = Wamp(topics=topics, **options)
    dialect.opened(now=0.0)
    told(dialect, [2, 9129137332, {"roles": {"broker": {}}}])
    return dialect


def subscribed(*topics: str, **options: Any) -> Wamp:
    dialect = joined(*topics, **options)
    told(dialect, *([33, request, 5000 + request] for request in range(1, len(topics) + 1)))
    return dialect


def test_hello_names_the_realm_and_the_topics_follow_the_welcome():
    dialect: Dialect = Wamp(realm="somerealm", topics=("com.a", "com.b"))
    hello = plain(dialect.opened(now=0.0))
    assert (hello[0][0], hello[0][1]) == (1, "somerealm")
    assert "subscriber" in hello[0][2]["roles"]
    assert not dialect.ready
    payloads = told(dialect, [2, 1, {}])
    assert dialect.ready
    assert dialect.deadline is None
    assert plain(payloads.replies) == [[32, 1, {}, "com.a"], [32, 2, {}, "com.b"]]
    assert all(each.paced for each in payloads.replies)


def test_patterns_are_asked_for_as_such():
    dialect = Wamp(topics=("com.",), match="prefix")
    dialect.opened(now=0.0)
    assert plain(told(dialect, [2, 1, {}]).replies) == [[32, 1, {"match": "prefix"}, "com."]]


def test_an_event_has_its_topic_and_its_values_to_the_digit():
    payloads = told(
        subscribed("com.a"),
        b'[36,5001,4429313566,{},[1.50,"{\\"x\\":1}"],{"color": "orange"}]',
        [36, 5001, 1, {}],
        [36, 5001, 1, {"topic": "com.a.b"}, ["x"]],
        [36, 77, 1, {}, []],
    )
    assert payloads.messages == [
        b'{"topic":"com.a","arguments":[1.50,{"x":1}],"keywords":{"color": "orange"}}',
        b'{"topic":"com.a","arguments":[],"keywords":{}}',
        b'{"topic":"com.a.b","arguments":["x"],"keywords":{}}',
        b'{"topic":"","arguments":[],"keywords":{}}',
    ]


def test_a_ticket_is_the_secret():
    dialect = Wamp(authid="joe", method="ticket", secret="s3cret")
    details = plain(dialect.opened(now=0.0))[0][2]
    assert (details["authid"], details["authmethods"]) == ("joe", ["ticket"])
    assert plain(told(dialect, [4, "ticket", {}]).replies) == [[5, "s3cret", {}]]


CHALLENGE = (
    '{"nonce": "LHRTC9zeOIrt_9U3", "authprovider": "userdb", "authid": "peter", '
    '"timestamp": "2014-06-22T16:36:25.448Z", "authrole": "user", "authmethod": "wampcra", "session": 3251278072152162}'
)


def test_wampcra_signs_the_challenge():
    dialect = Wamp(method="wampcra", secret="secret1")
    dialect.opened(now=0.0)
    ((word, signature, extra),) = plain(told(dialect, [4, "wampcra", {"challenge": CHALLENGE}]).replies)
    assert (word, signature, extra) == (5, "vb/MUq65p6Xs4P09HfsDI4VmI8HWO3whf0vNe4IdogQ=", {})


def test_a_challenge_that_the_profile_has_no_answer_to_asks_the_user():
    fault = told(Wamp(), [4, "ticket", {}]).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK
    assert "dialect.method" in fault.advice


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        ("wamp.error.no_such_realm", Remedy.ASK),
        ("wamp.error.authentication_failed", Remedy.ASK),
        ("wamp.error.not_authorized", Remedy.ASK),
        ("wamp.close.system_shutdown", Remedy.BACK_OFF),
    ],
)
def test_a_refused_session_says_why(reason: str, remedy: Remedy):
    dialect = Wamp(secret="s3cret")
    dialect.opened(now=0.0)
    fault = told(dialect, [3, {"message": "The realm does not exist."}, reason]).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert f"{reason}: The realm does not exist." in fault.what
    assert "s3cret" not in fault.what


@pytest.mark.parametrize("reason", ["wamp.close.system_shutdown", "wamp.close.close_realm", "wamp.close.killed"])
def test_a_goodbye_is_answered_and_the_session_begun_again_later(reason: str):
    payloads = told(subscribed("com.a"), [36, 5001, 1, {}], [6, {}, reason], [36, 5001, 2, {}])
    assert plain(payloads.replies) == [[6, {}, "wamp.close.goodbye_and_out"]]
    assert payloads.fault is not None
    assert payloads.fault.remedy is Remedy.BACK_OFF
    assert (len(payloads.messages), payloads.lost) == (1, 1)


def test_a_subscription_that_fails_is_told_in_the_routers_words():
    fault = told(joined("com.a"), [8, 32, 1, {}, "wamp.error.not_authorized", ["no right to subscribe"]]).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK
    told_so = "the router refuses the subscription of com.a (wamp.error.not_authorized: no right to subscribe)"
    assert fault.what == told_so


def test_the_user_publishes_and_calls():
    dialect = subscribed("com.a")
    assert plain(dialect.wrap('{"topic":"com.a","arguments":[1]}', now=1.0)) == [
        [16, 2, {"acknowledge": True, "exclude_me": False}, "com.a", [1], {}]
    ]
    assert plain(dialect.wrap('{"procedure":"com.add","arguments":[2,3]}', now=1.0)) == [
        [48, 3, {}, "com.add", [2, 3], {}]
    ]
    payloads = told(dialect, [50, 3, {}, [5]], [8, 16, 2, {}, "wamp.error.not_authorized"])
    assert payloads.fault is None
    assert shown(payloads) == [
        {"topic": "com.add", "arguments": [5], "keywords": {}},
        {"topic": "com.a", "arguments": [], "keywords": {}, "error": "wamp.error.not_authorized"},
    ]


def test_a_message_of_the_protocol_goes_as_it_is():
    assert list(joined().wrap("[34, 9, 5001]", now=1.0)) == [Outgoing(b"[34, 9, 5001]")]


def test_leaving_is_said_to_a_router_that_has_let_us_in():
    assert plain(joined().closing(now=1.0)) == [[6, {}, "wamp.close.close_realm"]]
    assert not Wamp().closing(now=1.0)


def test_what_is_no_message_of_the_protocol_is_shown_as_it_came():
    payloads = told(joined(), b"hello", b"{}", b"[36", [36, 5001, 1, {}, 7])
    assert payloads.opaque == {0, 1, 2, 3}


VALUES = st.sampled_from([0, 1, 5001, 2**70, "x", None, {}, {"topic": 1}, {"message": "m"}, [], [1], ["x"], 1.5])
MESSAGES = st.binary(max_size=30) | st.builds(
    lambda word, rest: json.dumps([word, *rest]).encode(),
    st.sampled_from([0, 2, 3, 4, 6, 8, 16, 17, 33, 36, 50, "x", None, [], 36.0]),
    st.lists(VALUES, max_size=6),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGES, max_size=12), st.text(max_size=20), st.sampled_from(["", "ticket", "wampcra"]))
def test_nothing_that_a_router_sends_raises(messages: list[bytes], text: str, method: Any):
    dialect = Wamp(topics=("com.a",), method=method)
    dialect.opened(now=0.0)
    for message in messages:
        payloads = told(dialect, message)
        dialect.wrap(text, now=1.0)
        for index, each in enumerate(payloads.messages):
            if index not in payloads.opaque:
                assert set(json.loads(each)) >= {"topic", "arguments", "keywords"}
