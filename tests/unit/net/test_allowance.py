from hypothesis import given
from hypothesis import strategies as st

from monitor.net.allowance import Bucket, Window


@given(most=st.integers(1, 20), seconds=st.floats(0.1, 100.0), steps=st.lists(st.floats(0.0, 30.0), max_size=100))
def test_a_window_holds_wherever_one_begins_to_count(most: int, seconds: float, steps: list[float]) -> None:
    window, sent, now = Window(most=most, seconds=seconds), list[float](), 0.0
    for step in steps:
        now += step
        if not window.wait(now):
            window.spend(now)
            sent.append(now)
    for start in sent:
        assert sum(start <= each < start + seconds * (1 - 1e-9) for each in sent) <= most


def test_a_window_says_how_long_it_stays_closed() -> None:
    window = Window(most=2, seconds=60.0)
    for now in (0.0, 10.0):
        assert window.wait(now) == 0.0
        window.spend(now)
    assert window.wait(20.0) == 40.0
    assert window.wait(60.0) == 0.0


def test_a_bucket_never_owes_more_than_a_burst() -> None:
    bucket = Bucket(rate=1.0, burst=2)
    for _ in range(100):
        bucket.spend(0.0)
    assert bucket.wait(0.0) == 3.0
    assert bucket.wait(3.0) == 0.0


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    bucket = Bucket(rate=1.0, burst=1)
    bucket.spend(10.0)
    assert bucket.wait(5.0) == 1.0
    assert bucket.wait(6.0) == 0.0
