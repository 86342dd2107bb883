import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store.tail import Tail

batches = st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=12), min_size=1, max_size=12)


@given(batches, st.integers(4, 40), st.integers(-5, 65), st.integers(0, 30))
@settings(max_examples=300, deadline=None)
def test_what_it_claims_to_hold_is_exactly_what_came(parts: list[list[int]], most: int, t0: int, span: int) -> None:
    tail = Tail(most)
    came: list[tuple[float, float]] = []
    for part in parts:
        values = len(came) + np.arange(len(part), dtype=float)
        tail.append(np.array(part, float), values)
        came += zip(part, values, strict=True)
        assert len(tail) <= most
    wanted = sorted((one for one in came if t0 <= one[0] < t0 + span), key=lambda one: one[0])
    if tail.covers(t0):
        time, value = tail.between(t0, t0 + span)
        assert list(zip(time, value, strict=True)) == wanted
    around = tail.around(t0, t0 + span)
    if around is not None:
        time, value, first, last = around
        assert list(zip(time[first:last], value[first:last], strict=True)) == wanted
        earlier, later = [one for one in came if one[0] < t0], [one for one in came if one[0] >= t0 + span]
        assert first == (1 if earlier else 0)
        assert time[:first].tolist() == [max(one[0] for one in earlier)][:first] if earlier else not first
        assert time[last:].tolist() == ([min(one[0] for one in later)] if later else [])


def test_newest_samples_in_order_are_always_held() -> None:
    tail = Tail(100)
    for start in range(0, 1_000, 30):
        tail.append(np.arange(start, start + 30.0), np.zeros(30))
    assert tail.covers(950.0)
    assert not tail.covers(800.0)
    assert tail.bytes < 100 * 16 * 2


def test_samples_that_may_have_left_are_not_claimed() -> None:
    tail = Tail(100)
    tail.append(np.arange(10.0), np.zeros(10))
    assert tail.covers(-1.0)
    tail.forget_until(4.0)
    assert not tail.covers(4.0)
    assert tail.between(4.5, 99.0)[0].tolist() == [5.0, 6.0, 7.0, 8.0, 9.0]
    tail.append(np.array([3.0, 11.0]), np.zeros(2))
    assert tail.between(4.5, 99.0)[0].tolist() == [5.0, 6.0, 7.0, 8.0, 9.0, 11.0]
    tail.clear()
    assert not len(tail)
    assert tail.covers(4.0)


def test_it_may_be_told_to_hold_more() -> None:
    tail = Tail(4)
    tail.append(np.arange(10.0), np.zeros(10))
    tail.most = 100
    tail.append(np.arange(10.0, 90.0), np.zeros(80))
    assert tail.between(6.0, 90.0)[0].tolist() == list(np.arange(6.0, 90.0))
