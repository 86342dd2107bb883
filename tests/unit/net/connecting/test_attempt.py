import socket
import threading

import pytest

from monitor.core.clock import ManualClock
from monitor.net.connecting.attempt import Abandoned, Attempt, OutOfTime


def test_all_steps_share_one_deadline() -> None:
    clock = ManualClock()
    attempt = Attempt(10.0, clock=clock)
    clock.advance(4)
    assert attempt.remaining() == pytest.approx(6.0)
    clock.advance(6)
    with pytest.raises(OutOfTime):
        attempt.remaining()


def test_an_abandoned_attempt_goes_no_further() -> None:
    attempt = Attempt(10.0, clock=ManualClock())
    attempt.abandon()
    attempt.abandon()
    with pytest.raises(Abandoned):
        attempt.remaining()
    with pytest.raises(Abandoned), attempt.interruptible(lambda: None):
        pass


def test_only_the_wait_at_hand_is_interrupted() -> None:
    attempt = Attempt(10.0, clock=ManualClock())
    called: list[str] = []
    with attempt.interruptible(lambda: called.append("over")):
        pass
    with attempt.interruptible(lambda: called.append("at hand")):
        attempt.abandon()
    assert called == ["at hand"]


def test_abandoning_wakes_a_thread_that_reads() -> None:
    attempt = Attempt(10.0, clock=ManualClock())
    near, far = socket.socketpair()
    inside = threading.Event()
    got: list[bytes] = []

    def read() -> None:
        with attempt.interrupting(near):
            inside.set()
            got.append(near.recv(1))

    with near, far:
        reader = threading.Thread(target=read)
        reader.start()
        assert inside.wait(5)
        attempt.abandon()
        reader.join(5)
    assert got == [b""]
