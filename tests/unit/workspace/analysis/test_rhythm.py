import numpy as np
import pytest

from monitor.workspace.analysis.rhythm import resampled, rhythm_of

START = 1_700_000_000.0


def test_even_times_are_regular_and_their_interval_is_exact() -> None:
    found = rhythm_of(START + np.arange(1000) * 0.02)
    assert found is not None
    assert found.regular
    assert found.interval == pytest.approx(0.02, rel=1e-6)
    assert found.missing == 0


def test_times_rounded_to_milliseconds_are_regular_still() -> None:
    found = rhythm_of(START + np.round(np.arange(1000) / 59.94, 3))
    assert found is not None
    assert found.regular
    assert found.interval == pytest.approx(1 / 59.94, rel=1e-4)


def test_samples_left_out_are_counted() -> None:
    time = np.delete(START + np.arange(200) * 0.1, [20, 21, 90])
    found = rhythm_of(time)
    assert found is not None
    assert found.regular
    assert found.missing == 3


def test_times_by_chance_are_not_regular() -> None:
    found = rhythm_of(START + np.cumsum(np.random.default_rng(1).exponential(0.1, 500)))
    assert found is not None
    assert not found.regular


def test_bursts_of_one_time_are_not_regular_but_have_a_mean_rate() -> None:
    found = rhythm_of(START + np.repeat(np.arange(50.0), 4))
    assert found is not None
    assert not found.regular
    assert found.interval == pytest.approx(0.25, rel=0.05)


@pytest.mark.parametrize("time", [[], [START], [START, START + 1], [START] * 9])
def test_too_few_tell_nothing(time: list[float]) -> None:
    assert rhythm_of(np.array(time)) is None


def test_between_samples_values_go_straight_and_the_ends_hold() -> None:
    even = resampled(np.array([1.0, 3.0]), np.array([10.0, 30.0]), start=0.0, interval=1.0, number=5)
    assert even.tolist() == [10.0, 10.0, 20.0, 30.0, 30.0]
