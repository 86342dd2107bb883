"""When a login is renewed: before it ends, never in a hurry, and again when nothing came of it."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.login.renewal import renewal_in


@given(st.floats(-1e6, 1e9), st.floats(0.0, 1.0, exclude_max=True))
def test_a_renewal_comes_before_the_end_but_not_at_once(left: float, jitter: float) -> None:
    seconds = renewal_in(left, jitter=jitter)
    assert seconds >= 2.0
    if left > 3.0:
        assert seconds < left
        assert seconds >= left / 2


def test_a_long_login_is_renewed_a_minute_or_two_before() -> None:
    assert renewal_in(3600.0, jitter=0.0) == 3540.0
    assert renewal_in(3600.0, jitter=0.5) == 3510.0
