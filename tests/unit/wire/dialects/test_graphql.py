"""Both GraphQL protocols, by the examples of their specifications and by what may go wrong."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.graphql import GraphQl, GraphQlOperation
from monitor.wire.received import Received

PRICES = GraphQlOperation("subscription Prices($of: String) { price(of: $of) }", '{"of":"A"}')
TEMPERATURES = GraphQlOperation("subscription { degrees }", name="temperatures")


def told(dialect: Dialect, *messages: Any, now: float = 1.0) -> Payloads:
    texts = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in messages]
    return dialect.receive(Received(messages=texts), now=now)


def plain(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def acknowledged(*operations: GraphQlOperation, **options: Any) -> GraphQl:
    dialect = GraphQl(operations=operations, **options)
    dialect.opened(now=0.0)
    told(dialect, {"type": "connection_ack"}, now=0.0)
    return dialect


def test_the_login_is_sent_first_and_the_operations_once_it_is_acknowledged():
    dialect: Dialect = GraphQl(operations=(PRICES, TEMPERATURES), init='{"token":"t"}')
    assert plain(dialect.opened(now=0.0)) == [{"type": "connection_init", "payload": {"token": "t"}}]
    assert not dialect.ready
    payloads = told(dialect, {"type": "connection_ack"})
    assert dialect.ready
    assert all(each.paced for each in payloads.replies)
    first, second = plain(payloads.replies)
    assert first == {
        "id": "1",
        "type": "subscribe",
        "payload": {"query": PRICES.query, "variables": {"of": "A"}, "operationName": "Prices"},
    }
    assert second == {"id": "2", "type": "subscribe", "payload": {"query": TEMPERATURES.query}}


def test_without_a_login_there_is_no_payload():
    assert plain(GraphQl().opened(now=0.0)) == [{"type": "connection_init"}]


def test_a_second_acknowledgement_subscribes_no_second_time():
    assert not told(acknowledged(PRICES), {"type": "connection_ack"}).replies


def test_a_result_is_the_payload_led_by_the_name_of_its_operation():
    dialect = acknowledged(PRICES, TEMPERATURES)
    payloads = told(
        dialect,
        b'{"id":"1","type":"next","payload": { "data": {"price": 9.121E-7}} }',
        {"id": "2", "type": "next", "payload": {"data": None, "errors": [{"message": "no"}]}},
        {"id": "2", "type": "next", "payload": {}},
    )
    assert payloads.messages == [
        b'{"operation":"Prices","data": {"price": 9.121E-7}}',
        b'{"operation":"temperatures","data": null, "errors": [{"message": "no"}]}',
        b'{"operation":"temperatures"}',
    ]


def test_what_comes_for_an_operation_that_has_ended_is_left_out():
    dialect = acknowledged(PRICES, TEMPERATURES)
    told(dialect, {"id": "1", "type": "complete"})
    assert not told(dialect, {"id": "1", "type": "next", "payload": {"data": 1}}).messages


def test_the_end_of_every_subscription_is_a_reason_to_connect_again():
    dialect = acknowledged(PRICES, TEMPERATURES)
    assert told(dialect, {"id": "1", "type": "complete"}).fault is None
    fault = told(dialect, {"id": "2", "type": "complete"}).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_an_operation_whose_only_answer_is_errors_has_been_refused():
    dialect = acknowledged(PRICES, legacy=True)
    told(dialect, {"id": "1", "type": "data", "payload": {"errors": [{"message": "no field wind"}]}})
    fault = told(dialect, {"id": "1", "type": "complete"}).fault
    assert fault is not None
    assert (fault.remedy, fault.what) == (Remedy.ASK, "the server refuses the operation Prices: no field wind")


def test_an_error_after_data_is_no_refusal():
    dialect = acknowledged(PRICES, legacy=True)
    told(dialect, {"id": "1", "type": "data", "payload": {"data": {"price": 1}}})
    told(dialect, {"id": "1", "type": "data", "payload": {"errors": [{"message": "lost"}]}})
    fault = told(dialect, {"id": "1", "type": "complete"}).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_a_query_that_has_its_answer_is_none():
    assert told(acknowledged(GraphQlOperation("{ price }")), {"id": "1", "type": "complete"}).fault is None


@pytest.mark.parametrize("payload", [[{"message": "no field wind"}], {"message": "no field wind"}, "no field wind"])
@pytest.mark.parametrize("legacy", [False, True])
def test_an_operation_of_the_profile_that_fails_is_told_in_the_servers_words(payload: Any, legacy: bool):
    dialect = acknowledged(PRICES, legacy=legacy)
    payloads = told(dialect, {"type": "ping"}, {"id": "1", "type": "error", "payload": payload}, b"{}", b"{}")
    assert payloads.fault is not None
    assert payloads.fault.remedy is Remedy.ASK
    assert payloads.fault.what == "the server refuses the operation Prices: no field wind"
    assert payloads.lost == 2


def test_a_query_of_the_user_that_fails_is_shown():
    dialect = acknowledged(PRICES)
    (sent,) = plain(dialect.wrap("{ wind }", now=1.0))
    assert sent == {"id": "2", "type": "subscribe", "payload": {"query": "{ wind }"}}
    payloads = told(dialect, {"id": "2", "type": "error", "payload": [{"message": "no"}]})
    assert payloads.fault is None
    assert [json.loads(each) for each in payloads.messages] == [{"operation": "2", "errors": [{"message": "no"}]}]


def test_the_user_sends_queries_payloads_and_messages_of_the_protocol():
    dialect = acknowledged()
    asked = '{"query":"mutation Buy { buy }","variables":{"n":1}}'
    assert plain(dialect.wrap(asked, now=1.0)) == [{"id": "1", "type": "subscribe", "payload": json.loads(asked)}]
    whole = '{"type":"subscribe","id":"mine","payload":{"query":"{ a }"}}'
    assert list(dialect.wrap(whole, now=1.0)) == [Outgoing(whole.encode())]
    assert told(dialect, {"id": "mine", "type": "next", "payload": {"data": 1}}).messages == [
        b'{"operation":"mine","data": 1}'
    ]


def test_names_of_the_users_operations_are_forgotten_before_they_are_too_many():
    dialect = acknowledged(PRICES)
    for number in range(3_000):
        dialect.wrap(f"query N{number} {{ a }}", now=1.0)
    assert len(list(dialect.closing(now=2.0))) <= 1_001
    assert told(dialect, {"id": "1", "type": "next", "payload": {"data": 1}}).messages


def test_a_ping_is_answered_at_once_and_not_shown():
    assert told(acknowledged(), {"type": "ping", "payload": {}}, {"type": "pong"}) == Payloads(
        [], set(), [Outgoing(b'{"type":"pong"}')]
    )


def test_after_silence_a_pong_is_asked_for_and_without_one_the_connection_is_given_up():
    dialect = acknowledged(PRICES, ping_seconds=20.0)
    assert dialect.deadline == 20.0
    assert dialect.tick(now=19.0) == Payloads()
    assert plain(dialect.tick(now=20.0).replies) == [{"type": "ping"}]
    assert dialect.deadline == 30.0
    fault = dialect.tick(now=30.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_a_pong_in_time_keeps_the_connection():
    dialect = acknowledged(ping_seconds=20.0)
    dialect.tick(now=20.0)
    told(dialect, {"type": "pong"}, now=21.0)
    assert dialect.deadline == 41.0


def test_nobody_is_asked_for_signs_of_life_by_default():
    assert acknowledged(PRICES).deadline is None


def test_the_older_protocol_has_words_of_its_own():
    dialect = GraphQl(operations=(PRICES,), legacy=True)
    dialect.opened(now=0.0)
    assert plain(told(dialect, {"type": "connection_ack"}).replies)[0]["type"] == "start"
    payloads = told(dialect, {"id": "1", "type": "data", "payload": {"data": {"price": 1}}})
    assert payloads.messages == [b'{"operation":"Prices","data": {"price": 1}}']
    assert plain(dialect.closing(now=1.0)) == [{"id": "1", "type": "stop"}, {"type": "connection_terminate"}]


def test_keep_alives_of_the_older_protocol_are_missed_only_once_one_has_come():
    dialect = acknowledged(legacy=True)
    assert dialect.deadline is None
    told(dialect, {"type": "ka"}, now=10.0)
    assert dialect.deadline == 40.0
    told(dialect, {"type": "ka"}, now=30.0)
    assert dialect.deadline == 90.0
    fault = dialect.tick(now=90.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_a_server_that_names_its_longest_silence_is_held_to_it():
    dialect = GraphQl(legacy=True)
    dialect.opened(now=0.0)
    told(dialect, {"type": "connection_ack", "payload": {"connectionTimeoutMs": 300000}}, now=1.0)
    assert dialect.deadline == 301.0


def test_a_refused_login_asks_the_user():
    dialect = GraphQl(legacy=True)
    dialect.opened(now=0.0)
    fault = told(dialect, {"type": "connection_error", "payload": {"message": "bad token"}}).fault
    assert fault is not None
    assert (fault.remedy, fault.what) == (Remedy.ASK, "the server refuses the connection: bad token")


def test_what_is_no_message_of_the_protocol_is_shown_as_it_came():
    payloads = told(acknowledged(PRICES), b"hello", b"{}", b'{"type":7}', b"\xff", b"[" * 100_000)
    assert payloads.opaque == {0, 1, 2, 3, 4}
    assert payloads.messages[:2] == [b"hello", b"{}"]


KINDS = ["connection_ack", "next", "data", "error", "complete", "ka", "ping", "connection_error", "x"]
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda each: st.lists(each, max_size=3), max_leaves=5
)
MESSAGES = st.binary(max_size=40) | st.builds(
    lambda kind, number, payload: json.dumps({"type": kind, "id": number, "payload": payload}).encode(),
    st.sampled_from(KINDS),
    st.sampled_from(["1", "2", 1, None, "9" * 30]),
    JSON | st.dictionaries(st.sampled_from(["data", "message", "errors"]), JSON, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGES, max_size=12), st.booleans(), st.text(max_size=20))
def test_nothing_that_a_server_sends_raises(messages: list[bytes], legacy: bool, text: str):
    dialect = GraphQl(operations=(PRICES,), legacy=legacy, ping_seconds=5.0)
    dialect.opened(now=0.0)
    for at, message in enumerate(messages):
        payloads = told(dialect, message, now=float(at))
        dialect.wrap(text, now=float(at))
        dialect.tick(now=at + 60.0)
        for index, each in enumerate(payloads.messages):
            if index not in payloads.opaque:
                assert isinstance(json.loads(each), dict)
