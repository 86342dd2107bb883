import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.ui.charts.axis import Axis

ENDS = st.floats(-1e9, 1e9)


@given(low=ENDS, span=st.floats(1e-3, 1e9), share=st.floats(0.0, 1.0))
def test_a_value_and_its_pixel_belong_together(low: float, span: float, share: float) -> None:
    axis = Axis(low, low + span, 300.0, 20.0)
    value = low + share * span
    assert abs(axis.value(axis.place(value)) - value) <= 1e-6 * (span + abs(low))
    assert axis.place(axis.low) == 300.0


def test_what_is_far_outside_stays_within_what_can_be_painted() -> None:
    axis = Axis(0.0, 1e-300, 0.0, 100.0)
    assert np.abs(axis.at(np.array([1e300, -1e300, np.inf]))).max() <= 1e6


def test_a_pixel_stands_for_as_much_in_both_directions() -> None:
    assert Axis(0.0, 10.0, 0.0, 100.0).per_pixel == Axis(0.0, 10.0, 100.0, 0.0).per_pixel == 0.1
