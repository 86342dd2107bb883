from hypothesis import given
from hypothesis import strategies as st

from monitor.net.governor import Governor, Turn


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
    governor.charge(0.0)
    assert governor.due(0.0) == 2.0
    assert governor.release(2.0) == ["b"]


def test_a_flood_that_asks_for_no_turn_leaves_half_of_the_rate_to_the_others() -> None:
    governor = Governor(rate=2.0, burst=1, queue=100)
    for number in range(100):
        governor.offer(f"{number}")
    sent = 0
    for step in range(1, 2001):
        governor.charge(step / 100.0)
        sent += len(governor.release(step / 100.0))
    assert 18 <= sent <= 22


@given(
    steps=st.lists(st.floats(0.0, 20.0), min_size=1, max_size=60),
    unasked=st.lists(st.booleans(), min_size=60, max_size=60),
)
def test_no_minute_and_no_hour_sees_more_than_its_windows_allow(steps: list[float], unasked: list[bool]) -> None:
    governor = Governor(rate=10.0, burst=10, queue=10_000, windows={60.0: 7, 300.0: 20})
    sent: list[float] = []
    now = 0.0
    for step, by_itself in zip(steps, unasked, strict=False):
        now += step
        for _ in range(5):
            governor.offer(f"{len(sent)}")
        released = len(governor.release(now))
        sent += [now] * released
        if by_itself and not released and governor.due(now) == now:
            governor.charge(now)
            sent.append(now)
    for start in sent:
        assert sum(start <= each < start + 60.0 for each in sent) <= 7
        assert sum(start <= each < start + 300.0 for each in sent) <= 20


def test_what_goes_without_waiting_fills_the_windows_too() -> None:
    governor = Governor(rate=100.0, burst=100, queue=10, windows={60.0: 2})
    governor.charge(0.0)
    governor.charge(10.0)
    governor.offer("a")
    assert governor.release(20.0) == []
    assert governor.due(20.0) == 60.0
    assert governor.release(60.0) == ["a"]
    # The second and third keep the window closed until the second has left it.
    governor.offer("b")
    assert governor.due(60.0) == 70.0


def test_heartbeats_go_before_all_that_waits_and_one_is_enough() -> None:
    governor = Governor(rate=1.0, burst=1, queue=2)
    for text in "ab":
        assert governor.offer(text, Turn.OWED)
    for _ in range(5):
        assert governor.offer("ping", Turn.NEXT)
    assert len(governor) == 3
    assert [governor.release(float(second)) for second in range(3)] == [["ping"], ["a"], ["b"]]


def test_subscriptions_have_room_where_the_user_has_none() -> None:
    governor = Governor(rate=1.0, burst=1, queue=2)
    assert [governor.offer(each) for each in "abc"] == [True, True, False]
    assert all(governor.offer(f"{number}", Turn.OWED) for number in range(1000))
    # Only what the user has sent is missed: the rest is said anew on the next connection.
    governor.offer("ping", Turn.NEXT)
    assert governor.clear() == 2
    assert not len(governor)


def test_another_governor_goes_on_from_what_was_sent() -> None:
    old = Governor(rate=1.0, burst=3, queue=10, windows={60.0: 3, 10.0: 5})
    for each in "abc":
        old.offer(each)
    assert len(old.release(0.0)) == 3
    new = Governor(rate=1.0, burst=5, queue=10, windows={60.0: 4})
    new.go_on_from(old)
    for each in "defg":
        new.offer(each)
    assert new.release(0.0) == []
    # The bucket has a token again, and the window room for one.
    assert new.release(2.0) == ["d"]
    assert new.due(2.0) == 60.0
