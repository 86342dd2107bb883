from hypothesis import given
from hypothesis import strategies as st

from monitor.net.governor import Governor


def test_a_burst_goes_at_once_and_the_rest_at_the_rate() -> None:
    governor = Governor(rate=5.0, burst=3, queue=100)
    for number in range(10):
        governor.offer(str(number))
    assert governor.release(0.0) == ["0", "1", "2"]
    assert governor.due(0.0) == 0.2
    assert governor.release(0.2) == ["3"]
    assert governor.release(0.25) == []
    assert governor.release(1.0) == ["4", "5", "6"]


def test_a_full_queue_refuses() -> None:
    governor = Governor(rate=1.0, burst=1, queue=2)
    assert [governor.offer(text) for text in "abc"] == [True, True, False]
    assert len(governor) == 2
    assert governor.clear() == 2
    assert governor.due(0.0) is None


@given(
    rate=st.floats(0.1, 100.0),
    burst=st.integers(1, 20),
    steps=st.lists(st.floats(0.0, 5.0), min_size=1, max_size=60),
)
def test_no_span_ever_sees_more_than_rate_and_burst_allow(rate: float, burst: int, steps: list[float]) -> None:
    governor = Governor(rate=rate, burst=burst, queue=10_000)
    sent: list[float] = []
    now = 0.0
    for number, step in enumerate(steps):
        now += step
        for _ in range(20):
            governor.offer(f"{number}")
        sent += [now] * len(governor.release(now))
    for index, start in enumerate(sent):
        within = [moment for moment in sent[index:] if moment <= start + 3.0]
        assert len(within) <= burst + rate * 3.0 + 1e-6


@given(rate=st.floats(0.01, 1000.0), offset=st.floats(0.0, 1e6))
def test_waiting_until_due_always_frees_a_message(rate: float, offset: float) -> None:
    governor = Governor(rate=rate, burst=1, queue=10)
    governor.offer("a")
    governor.offer("b")
    assert governor.release(offset) == ["a"]
    due = governor.due(offset)
    assert due is not None
    assert governor.release(due + 1e-6) == ["b"]


def test_what_goes_without_waiting_is_made_up_for_by_the_others() -> None:
    governor = Governor(rate=1.0, burst=2, queue=10)
    governor.charge(0.0)
    for text in "ab":
        governor.offer(text)
    assert governor.release(0.0) == ["a"]
    for _ in range(100):
        governor.charge(0.0)
    # Never more than a burst is owed.
    assert governor.due(0.0) == 3.0
    assert governor.release(3.0) == ["b"]
