"""JSON-RPC 2.0, by the examples of its specification and on a recording of Deribit."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.jsonrpc import JsonRpc
from monitor.wire.received import Received

CAPTURE = Path(__file__).parents[5] / "shared" / "captures" / "deribit.jsonl"
SUBSCRIBE = '{"jsonrpc":"2.0","method":"subscribe","params":[1.50]}'


def told(dialect: Dialect, *messages: bytes) -> Payloads:
    return dialect.receive(Received(messages=list(messages)), now=1.0)


def opened(*calls: str) -> JsonRpc:
    dialect = JsonRpc(calls=calls)
    dialect.opened(now=0.0)
    return dialect


def test_calls_are_made_on_opening_and_have_ids_where_the_profile_gave_none():
    dialect: Dialect = JsonRpc(calls=(SUBSCRIBE, '{"method":"b","id":"mine"}', '{"method":"c"}'))
    assert dialect.ready
    assert dialect.deadline is None
    assert list(dialect.opened(now=0.0)) == [
        Outgoing(b'{"id":1,"jsonrpc":"2.0","method":"subscribe","params":[1.50]}', paced=True),
        Outgoing(b'{"method":"b","id":"mine"}', paced=True),
        Outgoing(b'{"id":2,"method":"c"}', paced=True),
    ]


def test_a_number_that_the_profile_has_used_is_not_given_again():
    sent = JsonRpc(calls=('{"method":"a","id":1}', '{"method":"b"}')).opened(now=0.0)
    assert [json.loads(each.data)["id"] for each in sent] == [1, 2]


def test_notifications_and_results_pass_as_they_came():
    messages = [
        b'{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}',
        b'{"jsonrpc": "2.0", "result": 19, "id": 1}',
        b'{"jsonrpc": "2.0", "result": null, "error": null, "id": 2}',
    ]
    assert told(opened(SUBSCRIBE, SUBSCRIBE), *messages) == Payloads(messages, set(), [])


def test_a_batch_is_taken_apart():
    batch = (
        b' [{"jsonrpc": "2.0", "result": 7.0, "id": "1"}, {"jsonrpc": "2.0", "method": "u"},'
        b' {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}]'
    )
    assert told(opened(), batch).messages == [
        b'{"jsonrpc": "2.0", "result": 7.0, "id": "1"}',
        b'{"jsonrpc": "2.0", "method": "u"}',
        b'{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}',
    ]


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (-32601, Remedy.ASK),
        (-32602, Remedy.ASK),
        (13009, Remedy.ASK),
        (-32005, Remedy.BACK_OFF),
        (10028, Remedy.BACK_OFF),
        (-32603, Remedy.BACK_OFF),
    ],
)
def test_a_call_of_the_profile_that_fails_is_told_in_the_servers_words(code: int, remedy: Remedy):
    error = json.dumps({"jsonrpc": "2.0", "error": {"code": code, "message": "Sorry"}, "id": 1}).encode()
    payloads = told(opened(SUBSCRIBE), b'{"method":"x"}', error, b"{}")
    assert payloads.fault is not None
    assert payloads.fault.remedy is remedy
    assert payloads.fault.what == f"the server refuses the call of subscribe ({code}): Sorry"
    assert (len(payloads.messages), payloads.lost) == (1, 1)


def test_a_call_is_answered_once():
    dialect = opened(SUBSCRIBE)
    told(dialect, b'{"id":1,"result":true}')
    assert told(dialect, b'{"id":1,"error":{"code":1,"message":"late"}}').fault is None


def test_a_call_of_the_user_that_fails_is_shown():
    dialect = opened(SUBSCRIBE)
    assert list(dialect.wrap("public/test", now=1.0)) == [Outgoing(b'{"jsonrpc":"2.0","id":2,"method":"public/test"}')]
    error = b'{"id":2,"error":{"code":1,"message":"no"}}'
    assert told(dialect, error) == Payloads([error], set(), [])


def test_what_the_user_writes_as_json_is_not_touched():
    assert list(opened().wrap('{"method":"x", "id": 1e2}', now=1.0)) == [Outgoing(b'{"method":"x", "id": 1e2}')]


def test_a_server_that_calls_us_hears_that_there_is_no_such_method():
    payloads = told(opened(), b'{"jsonrpc":"2.0","id":"s","method":"ask"}')
    assert [json.loads(each.data) for each in payloads.replies] == [
        {"jsonrpc": "2.0", "id": "s", "error": {"code": -32601, "message": "Method not found"}}
    ]
    assert len(payloads.messages) == 1


def test_what_is_no_object_is_shown_as_it_came():
    payloads = told(opened(), b"hello", b"[1,", b"[]", b"[1,{}]")
    assert payloads.messages == [b"hello", b"[1,", b"1", b"{}"]
    assert payloads.opaque == {0, 1, 2}


def test_a_recording_of_deribit_passes_whole_and_its_answer_is_known():
    if not CAPTURE.exists():
        pytest.skip("the recording deribit.jsonl is not here")
    lines = [json.loads(line) for line in CAPTURE.read_text(encoding="utf-8").splitlines()]
    calls = [line["data"] for line in lines if line["dir"] == "out"]
    dialect = JsonRpc(calls=calls)
    assert [each.data.decode() for each in dialect.opened(now=0.0)] == calls
    messages = [line["data"].encode() for line in lines if line["dir"] == "in"]
    assert told(dialect, *messages) == Payloads(messages, set(), [])
    assert told(dialect, b'{"id":0,"error":{"code":1}}').fault is None


IDS: Any = st.sampled_from([1, 2, "1", None, 1.5, [], {}, True, 2**70])
MESSAGES = st.binary(max_size=40) | st.lists(
    st.fixed_dictionaries(
        {},
        optional={"id": IDS, "method": st.sampled_from(["a", None, 1]), "error": st.sampled_from([None, {}, "x", 7])},
    ),
    max_size=3,
).map(lambda each: json.dumps(each[0] if len(each) == 1 else each).encode())


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGES, max_size=12), st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_a_server_sends_raises(messages: list[bytes], text: str, call: str):
    dialect = opened(SUBSCRIBE, call)
    for message in messages:
        payloads = told(dialect, message)
        dialect.wrap(text, now=1.0)
        for index, each in enumerate(payloads.messages):
            if index not in payloads.opaque:
                json.loads(each)
