import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store.cells import COUNT, FIRST, HIGH, LAST, LOW, T_FIRST, T_LAST, Cells
from monitor.store.level import Level

values = st.one_of(st.floats(-1e6, 1e6), st.just(np.nan))
samples = st.lists(st.tuples(st.integers(-200, 200).map(lambda i: i / 8), values), max_size=40)


def arrays(rows: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    ordered = sorted(rows, key=lambda row: row[0])
    return np.array([row[0] for row in ordered]), np.array([row[1] for row in ordered])


def expected(rows: list[tuple[float, float]], width: float) -> dict[int, list[float]]:
    """Cells by the plainest means: time, value and number of all samples of each span."""
    cells: dict[int, list[tuple[float, float]]] = {}
    for row in sorted(rows, key=lambda row: row[0]):
        cells.setdefault(int(np.floor(row[0] / width)), []).append(row)
    made = {}
    for index, held in cells.items():
        numbers = [value for _, value in held if not np.isnan(value)]
        low, high = (min(numbers), max(numbers)) if numbers else (np.nan, np.nan)
        made[index] = [held[0][0], held[-1][0], held[0][1], held[-1][1], low, high, len(held)]
    return made


def assert_same(cells: Cells, wanted: dict[int, list[float]]) -> None:
    assert cells.index.tolist() == sorted(wanted)
    for column, index in enumerate(cells.index.tolist()):
        fields = cells.fields[[T_FIRST, T_LAST, FIRST, LAST, LOW, HIGH, COUNT], column]
        np.testing.assert_array_equal(fields, wanted[index])


@given(st.lists(samples, max_size=6))
@settings(max_examples=60)
def test_cells_merged_batch_by_batch_are_those_of_all_samples(batches: list[list[tuple[float, float]]]) -> None:
    level, coarse = Level(0.25), Level(4.0)
    for rows in batches:
        cells = Cells.of_samples(*arrays(rows), 0.25)
        level.merge(cells)
        coarse.merge(cells.coarser())
    everything = [row for rows in batches for row in rows]
    assert_same(level.cells, expected(everything, 0.25))
    assert_same(coarse.cells, expected(everything, 4.0))


def test_replacing_cells_at_the_front_gives_their_room_back_in_time() -> None:
    level = Level(1.0)
    for start in range(0, 20_000, 100):
        time = np.arange(start, start + 100, dtype=float)
        level.merge(Cells.of_samples(time, time, 1.0))
        if start >= 200:
            level.replace(np.arange(start - 200, start - 100), Cells.empty())
    assert len(level) == 200
    assert level.bytes < 100_000


def test_replacing_cells_keeps_those_given_back() -> None:
    time = np.arange(10.0)
    level = Level(1.0, Cells.of_samples(time, time, 1.0))
    level.replace(np.array([3, 4, 5]), Cells.of_samples(np.array([4.5]), np.array([9.0]), 1.0))
    assert level.cells.index.tolist() == [0, 1, 2, 4, 6, 7, 8, 9]
    assert level.cells.fields[HIGH].tolist() == [0.0, 1.0, 2.0, 9.0, 6.0, 7.0, 8.0, 9.0]


def test_a_span_takes_in_every_cell_it_touches() -> None:
    time = np.arange(10.0)
    level = Level(1.0, Cells.of_samples(time, time, 1.0))
    assert level.cells.index[level.span(2.5, 4.0)].tolist() == [2, 3]
    assert level.cells.index[level.span(2.0, 4.1)].tolist() == [2, 3, 4]
    assert not len(level.cells.index[level.span(20.0, 30.0)])
