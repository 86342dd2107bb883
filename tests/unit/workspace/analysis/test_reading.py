import math
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.store import Store
from monitor.workspace.analysis.reading import column_reader, last_samples, pair_reader
from tests.helpers.analysis import Bench, series
from tests.helpers.rows import START, Source


def test_columns_of_one_row_stay_together_and_rows_that_lack_one_are_left_out(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.rows(time=[START, START + 1, START + 2], price=[1.0, math.nan, 3.0], size=[10.0, 20.0, math.inf])
    time, values = column_reader(bench.workspace.store, series("price"), series("size"))(START, START + 9)
    assert time.tolist() == [START]
    assert values.tolist() == [[1.0], [10.0]]


def test_a_stream_that_is_not_there_has_no_samples() -> None:
    store = Store(keep_bytes=1 << 20)
    time, values = pair_reader(store, series("price"), series("price", key="B"))(0.0, 1e9)
    assert len(time) == 0
    assert values.shape == (2, 0)


def test_pairs_of_one_row_are_the_row(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.rows(time=[START, START, START + 1], price=[1.0, 2.0, 3.0], size=[4.0, 5.0, 6.0])
    _, values = pair_reader(bench.workspace.store, series("size"), series("price"))(START, START + 9)
    assert values.tolist() == [[4.0, 5.0, 6.0], [1.0, 2.0, 3.0]]


@given(
    x=st.lists(st.integers(0, 40), min_size=1, max_size=20, unique=True).map(sorted),
    y=st.lists(st.integers(0, 40), min_size=1, max_size=20, unique=True).map(sorted),
    start=st.integers(0, 40),
)
def test_each_y_goes_with_the_x_that_holds_at_its_time(x: list[int], y: list[int], start: int) -> None:
    store, source = Store(keep_bytes=1 << 20), Source("market")
    store.append(source.batch([START + t for t in x], [float(t) for t in x], keys="X"))
    store.append(source.batch([START + t for t in y], [100.0 + t for t in y], keys="Y"))
    time, values = pair_reader(store, series(key="X"), series(key="Y"))(START + start, START + 41)
    wanted = [(max(t for t in x if t <= at), 100.0 + at) for at in y if at >= start and at >= x[0]]
    assert list(zip(*values.tolist(), strict=True)) == wanted
    assert len(time) == len(wanted)


def test_the_last_samples_are_found_however_far_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.rows(time=list(START + np.arange(10.0)), price=list(np.arange(10.0)))
    read = column_reader(bench.workspace.store, series("price"))
    time, values = last_samples(read, START + 90_000.0, 3)
    assert time.tolist() == [START + 7, START + 8, START + 9]
    assert values.tolist() == [[7.0, 8.0, 9.0]]
    assert len(last_samples(read, START - 5.0, 3)[0]) == 0
