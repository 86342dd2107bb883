"""Sorting is stable, and what is not known comes last."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.table.arranging import KeyNames, arranged


@given(st.lists(st.one_of(st.integers(-3, 3).map(float), st.just(np.nan)), max_size=40), st.booleans())
def test_arranged_as_python_would(values: list[float], descending: bool) -> None:
    keys = np.arange(len(values))
    known = sorted((i for i in keys if values[i] == values[i]), key=lambda i: -values[i] if descending else values[i])
    unknown = [i for i in keys if values[i] != values[i]]
    assert arranged(keys, np.array(values, float), descending=descending).tolist() == [*known, *unknown]


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["pump 10", "Pump 9", "pump", "10", "9a"]
    places = KeyNames(names).places()
    assert [names[i] for i in np.argsort(places)] == ["9a", "10", "pump", "Pump 9", "pump 10"]


def test_names_that_come_later_are_found() -> None:
    names = ["BTCUSDT"]
    keys = KeyNames(names)
    assert keys.fitting("usd").tolist() == [0]
    names += ["ETHUSD", "SOL"]
    assert keys.fitting("usd").tolist() == [0, 1]
    assert keys.fitting("USD eth").tolist() == [1]
    assert keys.fitting("  ").tolist() == [0, 1, 2]
    assert keys.places().tolist() == [0, 1, 2]
