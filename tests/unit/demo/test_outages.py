"""monitor.demo.outages"""

from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.demo.outages import Outages

_SEEDS = st.integers(0, 1000)
_TIMES = st.floats(0, 1e6)


@given(seed=_SEEDS, stretch=st.integers(0, 10_000))
def test_there_is_one_outage_in_each_stretch_and_none_crosses_into_the_next(seed: int, stretch: int):
    outages = Outages(seed)
    start = outages.start(stretch)
    assert stretch * 60.0 <= start
    assert start + outages.lasting < (stretch + 1) * 60.0


@given(seed=_SEEDS, time=_TIMES)
def test_the_next_outage_is_never_over_and_never_far(seed: int, time: float):
    outages = Outages(seed)
    start = outages.after(time)
    assert time < start + outages.lasting
    assert start - time < 2 * 60.0


@given(seed=_SEEDS, stretch=st.integers(0, 1000), share=st.floats(0.01, 0.99))
def test_during_an_outage_it_tells_how_long_it_still_lasts(seed: int, stretch: int, share: float):
    outages = Outages(seed, every=30.0, lasting=1.5)
    start = outages.start(stretch)
    remaining = outages.remaining(start + share * 1.5)
    assert remaining is not None
    assert abs(remaining - (1.0 - share) * 1.5) < 1e-6


@given(seed=_SEEDS, time=_TIMES)
def test_outside_an_outage_nothing_remains(seed: int, time: float):
    outages = Outages(seed)
    assume(time < outages.after(time))
    assert outages.remaining(time) is None


def test_another_seed_cuts_at_another_time():
    assert Outages(1).start(0) != Outages(2).start(0)
