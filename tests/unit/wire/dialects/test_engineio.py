"""The heartbeat of both versions of Engine.IO, with times handed in."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.wire.dialects.base import DialectFault, Outgoing
from monitor.wire.dialects.engineio import Heartbeat, Opening, read_opening

OPENING = Opening(sid="x", ping_interval=25_000, ping_timeout=20_000)


def test_the_opening_of_the_specification_is_read() -> None:
    told = (
        b'0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200,"maxPayload":1}'
    )
    assert read_opening(told) == Opening("lv_VI97HAXpY6yYWAAAC", 300, 200)
    assert read_opening(b"0{}") == Opening()


@pytest.mark.parametrize("message", [b"", b"0", b"2", b"40", b"0[]", b'0{"pingInterval":"soon"}', b"0{", b'{"a":1}'])
def test_what_is_no_opening_is_none(message: bytes) -> None:
    assert read_opening(message) is None


def test_in_version_4_the_server_may_be_quiet_for_interval_and_timeout_together() -> None:
    heartbeat = Heartbeat(4, OPENING, now=100.0)
    assert heartbeat.deadline == 145.0
    heartbeat.heard(110.0)
    assert heartbeat.deadline == 155.0
    assert heartbeat.tick(154.9) == ()
    fault = heartbeat.tick(155.0)
    assert isinstance(fault, DialectFault)
    assert "has not come for 45 s" in fault.what


def test_in_version_3_we_ping_and_are_answered_in_time_or_not() -> None:
    heartbeat = Heartbeat(3, OPENING, now=0.0)
    assert heartbeat.deadline == 25.0
    assert heartbeat.tick(25.0) == (Outgoing(b"2"),)
    assert heartbeat.deadline == 45.0
    heartbeat.heard(30.0)
    assert heartbeat.deadline == 50.0
    assert heartbeat.tick(50.0) == (Outgoing(b"2"),)
    fault = heartbeat.tick(70.0)
    assert isinstance(fault, DialectFault)
    assert "20 s" in fault.what


def test_an_interval_of_nothing_is_the_usual_one() -> None:
    # A server in Python rounds 0.3 s down to 0.
    assert Heartbeat(4, Opening("x", 0, 200), now=0.0).deadline == pytest.approx(25.2)


@given(interval=st.floats(), timeout=st.floats(), version=st.sampled_from([3, 4]))
def test_no_span_makes_a_deadline_that_is_not_to_come(interval: float, timeout: float, version: int) -> None:
    heartbeat = Heartbeat(4 if version == 4 else 3, Opening("x", interval, timeout), now=10.0)
    assert 10.0 < heartbeat.deadline < math.inf
    for _ in range(5):
        before = heartbeat.deadline
        if isinstance(heartbeat.tick(before), DialectFault):
            break
        assert heartbeat.deadline > before
