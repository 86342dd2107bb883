"""Conversations in NATS."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Payloads, Unsendable
from monitor.wire.dialects.nats import Nats, NatsLogin
from monitor.wire.received import Received

INFO = b'INFO {"server_id":"x","headers":true,"max_payload":100,"nonce":"abc"}\r\n'


def hear(dialect: Nats, *messages: bytes, now: float = 0.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages), binary=set(range(len(messages)))), now=now)


def greeted(**options: object) -> Nats:
    dialect = Nats(**options)
    hear(dialect, INFO)
    hear(dialect, b"PONG\r\n")
    assert dialect.ready
    return dialect


def options_of(dialect: Nats) -> dict:
    (owed,) = hear(dialect, INFO).replies
    assert owed.binary
    line, ping, rest = owed.data.split(b"\r\n")
    assert (ping, rest) == (b"PING", b"")
    assert line.startswith(b"CONNECT ")
    return json.loads(line[8:])


def test_it_is_a_dialect_whose_server_speaks_first():
    dialect: Dialect = Nats()
    assert not dialect.ready
    assert dialect.deadline is None
    assert not dialect.opened(now=0.0)
    assert not dialect.closing(now=0.0)


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        (NatsLogin(), {}),
        (NatsLogin(user="ann", password="secret"), {"user": "ann", "pass": "secret"}),
        (NatsLogin(token="t"), {"auth_token": "t"}),
        (NatsLogin(key="U1", sign=lambda nonce: nonce.decode()[::-1]), {"nkey": "U1", "sig": "cba"}),
        (NatsLogin(jwt="j", sign=lambda nonce: "s"), {"jwt": "j", "sig": "s"}),
    ],
)
def test_it_logs_in_as_it_is_told(login, expected):
    options = options_of(Nats(login=login))
    assert {
        name: options[name] for name in ("user", "pass", "auth_token", "nkey", "jwt", "sig") if name in options
    } == (expected)
    assert (options["verbose"], options["headers"], options["protocol"]) == (False, True, 1)


def test_it_subscribes_once_its_ping_is_answered():
    dialect = Nats(subjects=("a.*", "b.>"))
    hear(dialect, INFO)
    assert not dialect.ready
    replies = hear(dialect, b"PONG\r\n").replies
    assert [each.data for each in replies] == [b"SUB a.* 1\r\n", b"SUB b.> 2\r\n"]
    assert all(each.binary and each.paced for each in replies)
    assert not hear(dialect, b"PONG\r\n").replies


def test_a_message_has_subject_tokens_headers_and_payload():
    block = b"NATS/1.0\r\nA: b\r\n\r\n"
    data = b'MSG px.eur 1 9\r\n{"p":1.5}\r\nHMSG px.eur 1 %d %d\r\n%sup\r\n' % (len(block), len(block) + 2, block)
    first, second = map(json.loads, hear(greeted(), data[:20], data[20:]).messages)
    assert first == {"subject": "px.eur", "tokens": ["px", "eur"], "headers": {}, "payload": {"p": 1.5}}
    assert second == {"subject": "px.eur", "tokens": ["px", "eur"], "headers": {"A": "b"}, "payload": "up"}


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        (b"'Authorization Violation'", Remedy.ASK),
        (b"'User Authentication Expired'", Remedy.ASK),
        (b"'Permissions Violation for Subscription to \"closed\"'", Remedy.ASK),
        (b"'maximum connections exceeded'", Remedy.BACK_OFF),
        (b"'Slow Consumer'", Remedy.BACK_OFF),
        (b"'Stale Connection'", Remedy.RETRY),
    ],
)
def test_an_error_is_sorted_by_its_words(said, remedy):
    fault = hear(Nats(login=NatsLogin(password="secret")), b"-ERR " + said + b"\r\n").fault
    assert fault is not None
    assert fault.remedy is remedy
    assert bool(fault.advice) == (remedy is Remedy.ASK)
    assert said.strip(b"'").decode() in fault.what


def test_what_may_not_be_published_leaves_the_connection_as_it_is():
    assert hear(greeted(), b"-ERR 'Permissions Violation for Publish to \"x\"'\r\n") == Payloads([], replies=[])


def test_pings_are_answered_at_once():
    (owed,) = hear(greeted(), b"PING\r\n").replies
    assert (owed.data, owed.binary, owed.paced) == (b"PONG\r\n", True, False)


def test_the_server_is_pinged_and_its_answer_awaited():
    dialect = greeted()
    assert dialect.deadline == 30.0
    assert [each.data for each in dialect.tick(now=30.0).replies] == [b"PING\r\n"]
    assert dialect.deadline == 50.0
    hear(dialect, b"PONG\r\n", now=49.0)
    dialect.tick(now=60.0)
    fault = dialect.tick(now=80.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_a_server_that_is_about_to_shut_down_is_left_for_another():
    dialect = greeted()
    payloads = hear(dialect, b'INFO {"ldm":true}\r\nMSG a 1 1\r\n1\r\n')
    assert (payloads.renew, payloads.fault, len(payloads.messages)) == (True, None, 1)
    # Once is enough, and until then it goes on.
    assert not hear(dialect, b"MSG a 1 1\r\n2\r\n").renew
    assert not hear(greeted(), INFO).replies


def test_a_server_that_is_about_to_shut_down_is_not_logged_in_to():
    dialect = Nats()
    dialect.opened(now=0.0)
    fault = hear(dialect, b'INFO {"ldm":true}\r\n').fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_what_comes_behind_an_error_is_counted():
    dialect = greeted()
    block = b"MSG a 1 1\r\n1\r\n-ERR 'Slow Consumer'\r\nMSG a 1 1\r\n2\r\nPING\r\nMSG a 1 1\r\n3\r\nMSG a 1 1\r\n"
    payloads = hear(dialect, block)
    assert payloads.fault is not None
    assert (len(payloads.messages), payloads.lost) == (1, 2)


def test_it_publishes_in_its_turn_up_to_what_the_server_takes():
    dialect = greeted()
    (owed,) = dialect.wrap('{"subject": "a.b", "payload": {"x": 1}}', now=0.0)
    assert (owed.data, owed.binary, owed.paced) == (b'PUB a.b 8\r\n{"x": 1}\r\n', True, True)
    assert dialect.wrap('{"subject": "a", "payload": "hi"}', now=0.0)[0].data == b"PUB a 2\r\nhi\r\n"
    assert isinstance(dialect.wrap(json.dumps({"subject": "a", "payload": "x" * 101}), now=0.0), Unsendable)


@pytest.mark.parametrize("subject", ["", "a b", "a\r\nPUB x 0", "a.*", ">", "a..b", ".a"])
def test_a_subject_that_cannot_be_published_to_is_not_sent(subject):
    assert isinstance(greeted().wrap(json.dumps({"subject": subject, "payload": 1}), now=0.0), Unsendable)


@pytest.mark.parametrize("text", ["", "hello", "[]", '{"payload": 1}', "\ud800"])
def test_what_is_no_publication_is_not_sent(text):
    assert isinstance(greeted().wrap(text, now=0.0), Unsendable)


def test_subjects_without_end_are_not_kept():
    dialect = greeted()
    for index in range(10_000):
        assert hear(dialect, b"MSG s.%d 1 1\r\n1\r\n" % index).messages
    assert len(dialect._openings) <= 8192


@given(st.lists(st.binary(max_size=40) | st.sampled_from([INFO, b"PONG\r\n", b"MSG a 1 1\r\n1\r\n"]), max_size=8))
def test_garbage_is_never_raised_at_the_caller(blocks):
    dialect = Nats()
    for block in blocks:
        payloads = hear(dialect, block)
        for message in payloads.messages:
            json.loads(message)
        if payloads.fault:
            break
