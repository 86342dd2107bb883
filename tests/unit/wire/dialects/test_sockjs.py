"""SockJS with frames of its specification, and with what no server should send."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, DialectFault, Outgoing, Payloads
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.dialects.sockjs import SockJs
from monitor.wire.received import Received


def receive(dialect: Dialect, *messages: bytes, now: float = 0.0) -> Payloads:
    return dialect.receive(Received(list(messages)), now=now)


def opened() -> SockJs:
    dialect = SockJs()
    assert receive(dialect, b"o").fault is None
    return dialect


def fault(payloads: Payloads) -> DialectFault:
    assert payloads.fault is not None
    return payloads.fault


def test_it_is_ready_with_the_opening_frame() -> None:
    dialect = SockJs()
    assert dialect.opened(now=0.0) == ()
    assert not dialect.ready
    assert dialect.closing(now=0.0) == ()
    assert receive(dialect, b"o") == Payloads([], frozenset(), [])
    assert dialect.ready
    assert dialect.deadline is None
    assert dialect.tick(now=1e9) == Payloads(replies=[])


def test_messages_are_taken_out_of_their_frames() -> None:
    assert receive(opened(), b'a["m1","{\\"p\\":1}"]', b"h", b"a[]", b'm"gr\xc3\xbc\xc3\x9f"', b"").messages == [
        b"m1",
        b'{"p":1}',
        "grüß".encode(),
    ]


@pytest.mark.parametrize(
    ("frame", "says", "code"),
    [
        (b'c[3000,"Go away!"]', "(3000): Go away!", 3000),
        (b'c[2010,"Another connection still open"]', "(2010): Another", 2010),
        (b'c[1000,""]', "(1000)", 1000),
        (b"c", "(1000)", 1000),
        (b"c[]", "(1000)", 1000),
    ],
)
def test_a_close_inside_the_frames_is_told_with_its_code(frame: bytes, says: str, code: int) -> None:
    payloads = receive(opened(), b'a["last"]', frame)
    assert payloads.messages == [b"last"]
    found = fault(payloads)
    assert says in found.what
    assert (found.said, found.remedy) == (code, Remedy.RETRY)


def test_a_close_may_be_the_first_frame() -> None:
    assert fault(receive(SockJs(), b'c[3000,"Go away!"]')).said == 3000


@pytest.mark.parametrize("frame", [b"a", b"a[1]", b"a{}", b'a["x"', b"m", b"m[]", b"x", b'{"p":1}'])
def test_a_broken_frame_ends_the_connection(frame: bytes) -> None:
    payloads = receive(opened(), b'a["before"]', frame, b'a["after"]')
    assert payloads.messages == [b"before"]
    assert fault(payloads).code == 1002


@pytest.mark.parametrize("first", [b'{"p":1}', b"", b"h", b'a["x"]'])
def test_a_server_that_speaks_otherwise_is_told_apart(first: bytes) -> None:
    found = fault(receive(SockJs(), first))
    assert found.remedy is Remedy.ASK
    assert "does not speak SockJS" in found.what


def test_what_is_sent_is_an_array_of_one_string() -> None:
    assert list(opened().wrap('{"op":"ü"}', now=0.0)) == [Outgoing('["{\\"op\\":\\"ü\\"}"]'.encode())]


def test_another_dialect_may_be_spoken_inside() -> None:
    dialect = SockJs(SocketIo())
    hello = json.dumps(['0{"sid":"x","pingInterval":1000,"pingTimeout":1000}'])
    payloads = receive(dialect, b"o", b"a" + hello.encode(), now=5.0)
    assert payloads.replies == [Outgoing(b'["40"]')]
    assert not dialect.ready
    assert dialect.deadline == 7.0
    payloads = receive(dialect, b"a" + json.dumps(['40{"sid":"y"}', '42["a",1]', "2"]).encode(), now=6.0)
    assert payloads.messages == [b'["a",1]']
    assert payloads.replies == [Outgoing(b'["3"]')]
    assert dialect.ready
    assert list(dialect.closing(now=6.0)) == [Outgoing(b'["41"]')]
    assert dialect.tick(now=9.0).fault is not None


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.binary(max_size=30),
                st.lists(st.text(max_size=5), max_size=3).map(lambda texts: b"a" + json.dumps(texts).encode()),
                st.sampled_from([b"o", b"h", b"a[]", b'c[1,"x"]']),
            ),
            max_size=4,
        ),
        max_size=10,
    )
)
def test_nothing_that_is_sent_breaks_it(blocks: Any) -> None:
    dialect = SockJs()
    for block in blocks:
        payloads = receive(dialect, *block)
        if payloads.fault:
            break
        assert sum(map(len, payloads.messages)) <= 2 * sum(map(len, block))
