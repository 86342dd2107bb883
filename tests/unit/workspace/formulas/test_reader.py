"""A reader gives the rows of one key, each once, in slices."""

import numpy as np
import pytest

from monitor.formulas.program import Source as Wanted
from monitor.store.store import Store
from monitor.workspace.formulas.reader import Reader
from tests.helpers.rows import START, Source

WANTED = Wanted("feed", "trades", "A", ("price", "size"))


@pytest.fixture
def store() -> Store:
    return Store(keep_bytes=1 << 30)


def filled(store: Store, rows: int, *, keys: int = 2, source: Source | None = None) -> Source:
    source = source or Source(columns=("price", "size"))
    names = ["A" if i % keys == 0 else "B" for i in range(rows)]
    times = (START + np.arange(rows)).tolist()
    store.append(source.batch(times, np.arange(rows), -np.arange(rows), keys=names))
    return source


def everything(reader: Reader, slice_rows: int) -> list[float]:
    times: list[float] = []
    while (part := reader.pull(slice_rows)) is not None:
        assert len(part.times) <= slice_rows
        assert part.values.shape == (2, len(part.times))
        assert (part.values[0] == -part.values[1]).all()
        times += part.times.tolist()
    return times


@pytest.mark.parametrize("keys", [1, 2, 7])
@pytest.mark.parametrize("slice_rows", [1, 100, 100_000])
def test_every_row_of_the_key_is_read_once(store: Store, keys: int, slice_rows: int) -> None:
    rows = 600 if slice_rows == 1 else 70_000
    filled(store, rows, keys=keys)
    reader = Reader(store, WANTED)
    assert everything(reader, slice_rows) == (START + np.arange(0, rows, keys)).tolist()
    assert reader.caught_up
    assert reader.newest == START + (rows - 1) // keys * keys


def test_it_goes_on_with_what_comes(store: Store) -> None:
    source = filled(store, 10)
    reader = Reader(store, WANTED)
    everything(reader, 100)
    assert reader.pull(100) is None
    store.append(source.batch([START + 100, START + 101], [1, 2], [-1, -2], keys=["B", "A"]))
    assert everything(reader, 100) == [START + 101]


def test_it_says_what_is_missing(store: Store) -> None:
    assert Reader(store, WANTED).missing == "feed · trades"
    source = Source(columns=("price",))
    store.append(source.batch([START], [1], keys="B"))
    reader = Reader(store, WANTED)
    assert reader.missing == "A"
    assert reader.pull(10) is None
    store.append(source.batch([START], [1], keys="A"))
    assert reader.missing == "size"


def test_a_stream_that_comes_or_goes_has_to_be_read_anew(store: Store) -> None:
    reader = Reader(store, WANTED)
    assert not reader.replaced
    filled(store, 2)
    assert reader.replaced
    reader = Reader(store, WANTED)
    assert not reader.replaced
    store.drop_feed("feed")
    assert reader.replaced


def test_it_can_begin_near_the_end(store: Store) -> None:
    filled(store, 70_000, keys=1)
    assert everything(Reader(store, WANTED, recent=100), 1000) == (START + np.arange(69_900, 70_000)).tolist()
    assert len(everything(Reader(store, WANTED, recent=10_000), 100_000)) == 10_000
