"""SignalR Core's JSON protocol, by the examples of its specification and by what may go wrong."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.signalr import HubMethod, SignalR
from monitor.wire.dialects.signalr_records import END
from monitor.wire.received import Received

GREETING = b"{}" + END


def record(**members: Any) -> bytes:
    return json.dumps(members).encode() + END


def told(dialect: Dialect, *messages: bytes, now: float = 1.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages)), now=now)


def greeted(*calls: HubMethod, **options: Any) -> SignalR:
    dialect = SignalR(calls=calls, hub="prices", **options)
    dialect.opened(now=0.0)
    told(dialect, GREETING, now=0.0)
    return dialect


def plain(outgoing: Sequence[Outgoing]) -> list[Any]:
    for each in outgoing:
        assert each.data.endswith(END)
    return [json.loads(each.data[:-1]) for each in outgoing]


def shown(payloads: Payloads) -> list[Any]:
    return [json.loads(each) for each in payloads.messages]


def test_the_handshake_comes_first_and_the_calls_once_it_is_answered():
    dialect: Dialect = SignalR(calls=(HubMethod("Join", '["A",1]'), HubMethod("Watch", stream=True)))
    assert plain(dialect.opened(now=0.0)) == [{"protocol": "json", "version": 1}]
    assert not dialect.ready
    payloads = told(dialect, GREETING)
    assert dialect.ready
    assert all(each.paced for each in payloads.replies)
    assert plain(payloads.replies) == [
        {"type": 1, "invocationId": "1", "target": "Join", "arguments": ["A", 1]},
        {"type": 4, "invocationId": "2", "target": "Watch", "arguments": []},
    ]


def test_a_refused_handshake_asks_the_user():
    dialect = SignalR()
    dialect.opened(now=0.0)
    fault = told(dialect, record(error="Requested protocol 'json' is not available.")).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK
    assert "Requested protocol 'json' is not available." in fault.what


def test_an_invocation_may_come_in_the_same_message_as_the_answer_to_the_handshake():
    dialect = SignalR()
    dialect.opened(now=0.0)
    assert shown(told(dialect, GREETING + record(type=1, target="tick", arguments=[1]))) == [
        {"hub": "", "target": "tick", "arguments": [1]}
    ]


def test_arguments_keep_their_digits_and_json_in_strings_stands_for_itself():
    payloads = told(greeted(), b'{"type":1,"target":"tick","arguments":[9.1210E-7,"{\\"price\\":1.50}","x"]}' + END)
    assert payloads.messages == [b'{"hub":"prices","target":"tick","arguments":[9.1210E-7,{"price":1.50},"x"]}']


def test_a_call_of_ours_that_expects_a_result_is_told_that_there_is_none():
    payloads = told(greeted(), record(type=1, invocationId="s1", target="ask", arguments=[]))
    assert [(each["type"], each["invocationId"]) for each in plain(payloads.replies)] == [(3, "s1")]


def test_items_of_a_stream_and_results_are_messages_of_their_method():
    dialect = greeted(HubMethod("Watch", stream=True), HubMethod("Count"))
    payloads = told(
        dialect,
        record(type=2, invocationId="1", item={"price": 1}) + record(type=2, invocationId="1", item=2),
        record(type=3, invocationId="2", result=42) + record(type=3, invocationId="1"),
    )
    assert shown(payloads) == [
        {"hub": "prices", "target": "Watch", "arguments": [{"price": 1}]},
        {"hub": "prices", "target": "Watch", "arguments": [2]},
        {"hub": "prices", "target": "Count", "arguments": [42]},
    ]


def test_a_call_of_the_profile_that_fails_is_told_in_the_servers_words():
    fault = told(greeted(HubMethod("Join")), record(type=3, invocationId="1", error="It didn't work!")).fault
    assert fault is not None
    assert (fault.remedy, fault.what) == (Remedy.ASK, "the hub refuses the call of Join: It didn't work!")


def test_a_call_of_the_user_that_fails_is_shown():
    dialect = greeted(HubMethod("Join"))
    (sent,) = plain(dialect.wrap('["Add", 1, 2]', now=1.0))
    assert sent == {"type": 1, "invocationId": "2", "target": "Add", "arguments": [1, 2]}
    payloads = told(dialect, record(type=3, invocationId="2", error="no"))
    assert payloads.fault is None
    assert shown(payloads) == [{"hub": "prices", "target": "Add", "arguments": [], "error": "no"}]


def test_the_user_writes_names_objects_and_records():
    dialect = greeted()
    assert plain(dialect.wrap("Start", now=1.0))[0]["target"] == "Start"
    assert plain(dialect.wrap('{"target":"Say","arguments":["x"]}', now=1.0))[0]["arguments"] == ["x"]
    assert list(dialect.wrap('{"type":6}', now=1.0)) == [Outgoing(b'{"type":6}' + END)]


@pytest.mark.parametrize(
    ("close", "remedy"),
    [
        ({"error": "Connection closed because of an error!"}, Remedy.ASK),
        ({"allowReconnect": True}, Remedy.RETRY),
        ({"error": "going down", "allowReconnect": True}, Remedy.RETRY),
        ({}, Remedy.BACK_OFF),
    ],
)
def test_a_closing_hub_says_whether_to_come_again(close: dict[str, Any], remedy: Remedy):
    payloads = told(greeted(), record(type=1, target="t", arguments=[]) + record(type=7, **close), GREETING)
    assert payloads.fault is not None
    assert payloads.fault.remedy is remedy
    assert close.get("error", "") in payloads.fault.what
    assert len(payloads.messages) == 1
    assert payloads.lost == 1


def test_the_server_hears_of_us_every_fifteen_seconds():
    dialect = greeted()
    told(dialect, record(type=6), now=10.0)
    assert dialect.deadline == 15.0
    assert dialect.tick(now=14.9) == Payloads()
    assert plain(dialect.tick(now=15.0).replies) == [{"type": 6}]
    assert dialect.deadline == 30.0


def test_what_is_said_puts_the_ping_off():
    dialect = greeted()
    dialect.wrap("Start", now=9.0)
    assert dialect.deadline == 24.0


def test_a_server_that_is_silent_for_thirty_seconds_is_given_up():
    dialect = greeted()
    dialect.tick(now=15.0)
    told(dialect, record(type=6), now=16.0)
    dialect.tick(now=30.0)
    dialect.tick(now=45.0)
    fault = dialect.tick(now=46.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_leaving_is_said_only_to_a_hub_that_has_answered():
    assert plain(greeted().closing(now=1.0)) == [{"type": 7}]
    assert not SignalR().closing(now=1.0)


def test_a_record_without_an_end_is_given_up_before_it_fills_the_memory():
    dialect = greeted()
    block = b"x" * (4 * 1024 * 1024)
    faults = [told(dialect, block).fault for _ in range(5)]
    assert faults[:4] == [None] * 4
    assert faults[4] is not None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_records_may_be_cut_anywhere(data: st.DataObject):
    stream = GREETING + b"".join(record(type=1, target="t", arguments=[n]) for n in range(5)) + record(type=6)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=8)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    dialect = SignalR()
    dialect.opened(now=0.0)
    got = [each for piece in pieces for each in shown(told(dialect, piece))]
    assert [each["arguments"] for each in got] == [[n] for n in range(5)]


RECORDS = st.binary(max_size=40) | st.fixed_dictionaries(
    {},
    optional={
        "type": st.integers(0, 9) | st.text(max_size=2),
        "target": st.sampled_from(["t", "", None]),
        "arguments": st.sampled_from([[], [1, None, "{}"], ['{"a":'], None]),
        "invocationId": st.sampled_from(["1", "2", "x", None, 1]),
        "item": st.sampled_from([None, {}, 1]),
        "error": st.sampled_from(["no", None]),
    },
).map(lambda each: json.dumps(each).encode() + END)


@settings(max_examples=150, deadline=None)
@given(st.lists(RECORDS, max_size=12), st.text(max_size=20))
def test_nothing_that_a_server_sends_raises(messages: list[bytes], text: str):
    dialect = SignalR(calls=(HubMethod("A"), HubMethod("B", stream=True)))
    dialect.opened(now=0.0)
    for at, message in enumerate(messages):
        payloads = told(dialect, message, now=float(at))
        dialect.wrap(text, now=float(at))
        dialect.tick(now=at + 60.0)
        for index, each in enumerate(payloads.messages):
            if index not in payloads.opaque:
                assert set(json.loads(each)) >= {"hub", "target", "arguments"}
