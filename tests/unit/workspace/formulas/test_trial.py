"""A formula can be tried out on what came last."""

import math

import numpy as np
import pytest

from monitor.formulas.problem import FormulaError
from monitor.store.store import Store
from monitor.workspace.derived import Derived
from monitor.workspace.formulas.trial import Trial
from tests.helpers.rows import START, Source


def test_it_yields_the_last_value_and_how_it_went() -> None:
    store = Store(keep_bytes=1 << 30)
    source = Source()
    known = Derived(store).known
    store.append(source.batch((START + np.arange(10_000)).tolist(), np.arange(10_000)))
    trial = Trial(store, "2 * [A/price]", known())
    assert math.isnan(trial.last)
    while trial.update(START):
        pass
    assert trial.last == 2 * 9_999
    assert len(trial.trend(60)) == 60
    assert (np.diff(trial.trend(60)) > 0).all()
    store.append(source.batch([START + 20_000], [0.5]))
    assert trial.update(START)
    assert trial.last == 1.0


def test_what_cannot_be_meant_is_refused() -> None:
    store = Store(keep_bytes=1 << 30)
    with pytest.raises(FormulaError):
        Trial(store, "[A/price]", [])


def test_it_says_what_it_waits_for() -> None:
    store = Store(keep_bytes=1 << 30)
    trial = Trial(store, "[a/b/c/d]", [])
    assert not trial.update(START)
    assert trial.words == "Waits for a · b"
    assert len(trial.trend(60)) == 0
