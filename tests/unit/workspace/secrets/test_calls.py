"""Calls are made on a thread of their own, in order, and one that hangs holds up neither the program nor the others."""

import threading
from collections.abc import Iterator

import pytest

from monitor.core.clock import ManualClock
from monitor.core.errors import KeychainError
from monitor.workspace.secrets.calls import Calls


class Line:
    """Calls, and one that hangs until it is let go."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.calls = Calls(clock=self.clock, deadline=10.0)
        self.answers: list[object] = []
        self.hangs = threading.Event()
        self.begun = threading.Semaphore(0)

    def hang(self) -> str:
        self.begun.release()
        self.hangs.wait(20)
        return "late"


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.hangs.set()
    made.calls.stop()


def test_answers_come_in_order_and_only_when_they_are_fetched(line: Line) -> None:
    for number in range(5):
        line.calls.submit(lambda number=number: number, line.answers.append)  # type: ignore[misc]
    assert line.answers == []
    assert line.calls.busy
    line.calls.wait()
    assert line.answers == [0, 1, 2, 3, 4]
    assert not line.calls.busy


def test_a_call_runs_on_another_thread(line: Line) -> None:
    line.calls.submit(threading.get_ident, line.answers.append)
    line.calls.wait()
    assert line.answers != [threading.get_ident()]


def test_a_refusal_is_an_answer_and_a_mistake_is_raised(line: Line) -> None:
    def refuse() -> None:
        raise KeychainError("no")

    line.calls.submit(refuse, line.answers.append)
    line.calls.wait()
    assert isinstance(line.answers[0], KeychainError)
    line.calls.submit(lambda: 1 // 0, line.answers.append)
    with pytest.raises(ZeroDivisionError):
        line.calls.wait()


def test_one_that_hangs_is_given_up_and_the_next_goes_on(line: Line) -> None:
    line.calls.submit(line.hang, line.answers.append)
    line.calls.submit(lambda: "next", line.answers.append)
    assert line.begun.acquire(timeout=10)
    assert not line.calls.settle()
    line.clock.advance(11.0)
    line.calls.wait()
    error, after = line.answers
    assert isinstance(error, KeychainError)
    assert "did not answer" in error.what
    assert after == "next"


def test_what_comes_back_late_is_told_to_nobody(line: Line) -> None:
    line.calls.submit(line.hang, line.answers.append)
    assert line.begun.acquire(timeout=10)
    line.clock.advance(11.0)
    line.calls.settle()
    line.hangs.set()
    line.calls.submit(lambda: "next", line.answers.append)
    line.calls.wait()
    assert line.answers[1:] == ["next"]


def test_a_keychain_that_hangs_every_time_is_not_given_thread_after_thread(line: Line) -> None:
    for _ in range(4):
        line.calls.submit(line.hang, line.answers.append)
        assert line.begun.acquire(timeout=10)
        line.clock.advance(11.0)
        line.calls.settle()
    line.calls.submit(lambda: "never", line.answers.append)
    line.calls.settle()
    assert len(line.answers) == 5
    assert all(isinstance(answer, KeychainError) for answer in line.answers)


def test_calls_without_end_are_refused(line: Line) -> None:
    line.calls.submit(line.hang, line.answers.append)
    for _ in range(300):
        line.calls.submit(lambda: "x", line.answers.append)
    line.hangs.set()
    line.calls.wait()
    refused = [answer for answer in line.answers if isinstance(answer, KeychainError)]
    assert len(line.answers) == 301
    assert len(refused) == 101
