import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.workspace.analysis.spectrum import decibels, peaks, spectrum, transforms

RATE = 100.0


def waves(*parts: tuple[float, float], number: int = 4096, noise: float = 0.0) -> np.ndarray:
    time = np.arange(number) / RATE
    values = 7.0 + sum(amplitude * np.sin(2 * np.pi * hertz * time) for hertz, amplitude in parts)
    return values + np.random.default_rng(3).normal(0.0, noise or 1e-9, number)


@settings(max_examples=40, deadline=None)
@given(hertz=st.floats(2.0, 45.0), amplitude=st.floats(0.1, 100.0), shape=st.sampled_from(["hann", "blackman"]))
def test_a_sine_is_found_where_it_is_and_as_high(hertz: float, amplitude: float, shape: str) -> None:
    found = spectrum(waves((hertz, amplitude)), RATE, size=1024, shape=shape)  # type: ignore[arg-type]
    (top,) = peaks(found, most=1)
    assert top.frequency == pytest.approx(hertz, abs=0.02)
    assert top.amplitude == pytest.approx(amplitude, rel=0.05)


def test_of_several_the_highest_come_first_and_shoulders_do_not_count() -> None:
    found = spectrum(waves((10.0, 3.0), (20.0, 1.0), (35.0, 2.0), noise=0.05), RATE, size=1024, shape="hann")
    assert [round(peak.frequency) for peak in peaks(found, most=3)] == [10, 35, 20]


def test_noise_alone_hardly_has_a_peak_that_stands_out() -> None:
    found = spectrum(waves(noise=1.0, number=16384), RATE, size=512, shape="hann")
    assert peaks(found, most=3) == []


def test_the_mean_is_no_frequency() -> None:
    found = spectrum(waves((10.0, 1.0)), RATE, size=1024, shape="hann")
    assert found.amplitude[0] < 0.01
    assert found.frequency[-1] == RATE / 2


def test_stretches_overlap_by_half_and_the_last_is_whole() -> None:
    values = np.arange(100.0)
    assert transforms(values, size=64, shape="rectangular").shape == (2, 33)
    assert transforms(values[-64:], size=64, shape="rectangular").shape == (1, 33)
    np.testing.assert_allclose(
        transforms(values, size=64, shape="hann")[-1], transforms(values[-64:], size=64, shape="hann")[0]
    )


def test_nothing_is_very_quiet_and_one_is_zero_decibels() -> None:
    assert decibels(np.array([0.0, 1.0, 10.0])).tolist() == [-240.0, 0.0, 20.0]
