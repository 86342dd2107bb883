import numpy as np
import pytest

from monitor.store.cells import COUNT
from monitor.store.envelope import Envelope, fitting_power


@pytest.mark.parametrize("rate", [0.01, 0.3, 7.0, 100.0, 30_000.0, 450_000.0])
def test_base_cells_fit_the_rate(rate: float) -> None:
    time = 1.7e9 + np.arange(20_000) / rate
    envelope = Envelope(fitting_power(2_000, 2_000 / rate))
    for start in range(0, len(time), 500):
        envelope.add(time[start : start + 500], time[start : start + 500])
        envelope.thin()
    mean = envelope.rows / len(envelope.base)
    assert 14 <= mean <= 410
    assert not envelope.too_coarse


def test_a_guess_too_narrow_is_given_up_for_wider_cells() -> None:
    time = 1.7e9 + np.arange(5_000.0)
    envelope = Envelope(-5)
    envelope.add(time, time)
    envelope.thin()
    assert envelope.base.width == 64.0
    assert envelope.base.cells.fields[COUNT].sum() == 5_000


def test_a_guess_too_wide_asks_for_a_finer_envelope() -> None:
    time = 1.7e9 + np.arange(5_000.0) / 1000
    envelope = Envelope(2)
    envelope.add(time, time)
    assert envelope.too_coarse


def test_levels_grow_with_the_cells_and_all_tell_of_every_sample() -> None:
    time = 1.7e9 + np.arange(400_000.0) / 100
    envelope = Envelope(0)
    for start in range(0, len(time), 50_000):
        envelope.add(time[start : start + 50_000], time[start : start + 50_000])
    assert len(envelope.levels) >= 2
    for level in envelope.levels:
        assert level.cells.fields[COUNT].sum() == 400_000


def test_the_level_is_as_coarse_as_an_eighth_of_a_pixel_allows() -> None:
    time = 1.7e9 + np.arange(400_000.0) / 100
    envelope = Envelope(0)
    envelope.add(time, time)
    assert envelope.level_for(0.2) is None
    fine = envelope.level_for(3.0)
    coarse = envelope.level_for(40.0)
    assert fine is not None
    assert coarse is not None
    assert (fine.width, coarse.width) == (0.25, 4.0)


def test_the_cells_cost_no_more_than_four_bytes_a_sample() -> None:
    time = 1.7e9 + np.arange(500_000) / 64.0
    envelope = Envelope(fitting_power(len(time), float(time[-1] - time[0])))
    for start in range(0, len(time), 1_000):
        envelope.add(time[start : start + 1_000], time[start : start + 1_000])
    assert envelope.bytes / len(time) <= 4.0


@pytest.mark.parametrize(("rows", "span"), [(0, 0.0), (1, 0.0), (50, 0.0)])
def test_without_a_span_the_guess_is_a_quarter_of_a_second(rows: int, span: float) -> None:
    assert fitting_power(rows, span) == 0
