from hypothesis import given
from hypothesis import strategies as st

from monitor.core.backoff import Backoff

chances = st.floats(min_value=0.0, max_value=1.0, exclude_max=True)


@given(chances)
def test_the_first_retry_comes_within_300_ms(chance: float) -> None:
    assert 0.0 <= Backoff(random=lambda: chance).next() < 0.3


@given(chances, st.integers(1, 200))
def test_no_delay_passes_the_cap_however_often_it_failed(chance: float, tries: int) -> None:
    backoff = Backoff(random=lambda: chance, cap=30.0)
    assert all(0.0 <= backoff.next() <= 30.0 for _ in range(tries))


def test_the_ceiling_doubles_up_to_the_cap() -> None:
    backoff = Backoff(random=lambda: 1.0, cap=30.0)
    assert [backoff.next() for _ in range(8)] == [0.25, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_the_jitter_is_full() -> None:
    backoff = Backoff(random=lambda: 0.0)
    assert [backoff.next() for _ in range(4)] == [0.0] * 4


def test_a_reset_brings_the_short_delay_back() -> None:
    backoff = Backoff(random=lambda: 1.0)
    for _ in range(5):
        backoff.next()
    backoff.reset()
    assert backoff.tries == 0
    assert backoff.next() == 0.25


@given(chances)
def test_a_delay_the_server_asked_for_is_spread_over_its_span(chance: float) -> None:
    assert 5.0 <= Backoff(random=lambda: chance).between(5.0, 15.0) <= 15.0
