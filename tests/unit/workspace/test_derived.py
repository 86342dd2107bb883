"""Formulas put series into the store, from the history there is and from what comes."""

import numpy as np
import pytest

from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.core.errors import UsageError
from monitor.formulas.problem import FormulaError
from monitor.store.store import Store
from monitor.workspace.derived import DERIVED, MOST_FORMULAS, Derived
from monitor.workspace.formulas.formula import Formula
from tests.helpers.rows import START, Source


class Desk:
    """A store, its formulas, and two feeds."""

    def __init__(self) -> None:
        self.store = Store(keep_bytes=1 << 30)
        self.clock = ManualClock(wall=START)
        self.derived = Derived(self.store, clock=self.clock)
        self.market = Source("market", "trade", ("price", "size"))
        self.other = Source("other", "trade", ("price",))

    def rows(self, number: int, *, start: float = 0.0, key: str = "A", step: float = 1.0) -> None:
        """So many rows of the market, price and size rising by one."""
        times = START + start + step * np.arange(number)
        self.store.append(self.market.batch(times.tolist(), np.arange(number), np.ones(number), keys=key))

    def settle(self, seconds: float = 1.0) -> None:
        """Let time pass until nothing is left to do."""
        for _ in range(50):
            self.clock.advance(seconds)
            self.derived.update(self.clock.wall())

    def values(self, name: str) -> list[float]:
        rows = self.store.stream(DERIVED, name)
        return [] if rows is None else rows.window("value", 0, -np.inf, np.inf)[1].tolist()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_formula_goes_through_the_history_and_then_follows(desk: Desk) -> None:
    desk.rows(5)
    desk.derived.define("double", "2 * [A/price]")
    desk.settle()
    assert desk.values("double") == [0, 2, 4, 6, 8]
    desk.rows(1, start=10)
    desk.settle()
    assert desk.values("double") == [0, 2, 4, 6, 8, 0]


def test_its_series_is_one_like_any_other(desk: Desk) -> None:
    desk.rows(3)
    desk.clock.advance(10.0)
    desk.derived.define("double", "2 * [A/price]", unit="USD")
    desk.settle()
    rows = desk.store.stream(DERIVED, "double")
    assert rows is not None
    assert (rows.keys, rows.columns) == ([""], ("value",))
    assert rows.last("", "value") == (START + 2, 4.0)
    assert rows.last_received.tolist() == [START + 2]
    assert desk.derived.unit("double") == "USD"


def test_the_text_is_kept_with_all_names_and_shown_with_few(desk: Desk) -> None:
    desk.rows(1)
    made = desk.derived.define(" double ", "2*[A/price]")
    assert made == Formula("double", "2*[market/trade/A/price]")
    assert desk.derived.shown("double") == "2*[A/price]"
    assert desk.derived.saved() == (made,)


def test_a_formula_may_be_made_of_formulas(desk: Desk) -> None:
    desk.rows(3)
    desk.derived.define("double", "2 * [A/price]")
    desk.derived.define("four times", "2 * [double]")
    desk.settle()
    assert desk.values("four times") == [0, 4, 8]
    desk.derived.define("double", "20 * [A/price]")
    desk.settle()
    assert desk.values("four times") == [0, 40, 80]


def test_a_formula_cannot_be_made_of_itself(desk: Desk) -> None:
    desk.rows(1)
    desk.derived.define("one", "[A/price]")
    desk.derived.define("two", "[one] + 1")
    with pytest.raises(FormulaError, match="one would be made of itself: one → two → one") as caught:
        desk.derived.define("one", "1 + [two]")
    assert (caught.value.extent.start, caught.value.extent.end) == (4, 9)
    assert desk.derived.shown("one") == "[A/price]"
    with pytest.raises(FormulaError, match="itself"):
        desk.derived.define("one", "[one]")


def test_a_new_text_takes_the_place_of_the_old_results(desk: Desk) -> None:
    desk.rows(3)
    desk.derived.define("f", "[A/price]")
    desk.settle()
    desk.derived.define("f", "[A/price] + 100")
    desk.settle()
    assert desk.values("f") == [100, 101, 102]


def test_a_formula_can_be_removed_and_put_back(desk: Desk) -> None:
    desk.rows(2)
    desk.derived.define("f", "[A/price]", unit="V")
    desk.derived.define("g", "[f] + 1")
    desk.settle()
    gone = desk.derived.remove("f")
    assert gone is not None
    assert desk.values("f") == []
    assert desk.derived.problem("g") == "Waits for the formula f"
    desk.derived.put_back(gone)
    desk.settle()
    assert desk.derived.unit("f") == "V"
    assert desk.values("g") == [1, 2]
    assert desk.derived.problem("g") == ""
    desk.derived.put_back(Formula("f", "0"))
    assert desk.derived.formula("f") == gone
    desk.derived.remove("f")
    desk.derived.put_back(Formula("f", "[formulas/g//value]"))
    assert desk.derived.problem("f") == "It would be made of itself"
    assert desk.derived.remove("nobody") is None


def test_renaming_takes_along_what_is_made_of_it(desk: Desk) -> None:
    desk.rows(2)
    desk.derived.define("f", "[A/price]")
    desk.derived.define("g", "[f] + 1")
    desk.derived.define("h", "[A/size]")
    desk.settle()
    desk.derived.rename("f", "a/b")
    desk.settle()
    assert desk.derived.names == ("a/b", "g", "h")
    assert desk.values("a/b") == [0, 1]
    assert desk.values("g") == [1, 2]
    assert desk.values("h") == [1, 1]
    assert desk.values("f") == []
    assert desk.derived.shown("g") == '["a/b"] + 1'


def test_what_was_saved_comes_back_before_its_feeds(desk: Desk) -> None:
    desk.rows(2)
    desk.derived.define("f", "[A/price]", unit="V")
    desk.derived.define("g", "[f] + 1")
    saved = desk.derived.saved()
    later = Desk()
    later.derived.restore(saved)
    later.settle()
    assert later.derived.saved() == saved
    assert later.derived.problem("f") == "Waits for market · trade"
    later.rows(2)
    later.settle()
    assert later.values("g") == [1, 2]
    assert later.derived.problem("f") == ""


def test_what_cannot_be_meant_is_kept_with_its_problem(desk: Desk) -> None:
    desk.derived.restore(
        [Formula("bad", "1 +"), Formula("a", "[formulas/b//value]"), Formula("b", "[formulas/a//value]")]
    )
    desk.settle()
    assert "ends here" in desk.derived.problem("bad")
    assert desk.derived.problem("a") == "It would be made of itself"
    assert desk.derived.shown("bad") == "1 +"
    assert len(desk.derived.saved()) == 3


def test_a_feed_that_is_closed_lets_the_formula_wait(desk: Desk) -> None:
    desk.rows(2)
    desk.derived.define("f", "[A/price]")
    desk.settle()
    desk.store.drop_feed("market")
    desk.settle()
    assert desk.derived.problem("f") == "Waits for market · trade"
    assert desk.values("f") == [0, 1]
    desk.market = Source("market", "trade", ("price", "size"))
    desk.rows(2, start=100)
    desk.settle()
    assert desk.values("f") == [0, 1, 0, 1]


def test_two_feeds_meet(desk: Desk) -> None:
    desk.rows(3)
    desk.store.append(desk.other.batch([START + 0.5, START + 1.5], [10, 20]))
    desk.derived.define("spread", "[other/A/price] - [market/A/price]")
    desk.settle()
    assert desk.values("spread") == [10, 9, 19, 18]


def test_a_silent_source_is_waited_for_a_quarter_of_a_second(desk: Desk) -> None:
    desk.clock.advance(10.0)
    desk.store.append(desk.other.batch([START], [10]))
    desk.rows(1, start=9.9)
    desk.derived.define("spread", "[other/A/price] - [market/A/price]")
    for passed in (0.0, 0.1):
        desk.clock.advance(passed)
        desk.derived.update(desk.clock.wall())
        assert desk.values("spread") == []
    desk.clock.advance(0.1)
    desk.derived.update(desk.clock.wall())
    assert desk.values("spread") == [10]


def test_a_source_behind_the_others_counts_from_when_it_comes(desk: Desk) -> None:
    desk.store.append(desk.other.batch([START], [10]))
    desk.rows(5)
    desk.derived.define("spread", "[other/A/price] - [market/A/price]")
    desk.settle()
    assert desk.values("spread") == [10, 9, 8, 7, 6]
    desk.store.append(desk.other.batch([START + 2.5], [20], received=[desk.clock.wall()]))
    desk.settle()
    assert desk.values("spread") == [10, 9, 8, 7, 6, 16]


def test_of_moments_without_a_value_only_the_first_is_told(desk: Desk) -> None:
    times = (START + np.arange(6)).tolist()
    desk.store.append(desk.market.batch(times, [0, 1, 0, 0, 0, 2], [1] * 6))
    desk.derived.define("f", "1 / [A/price]")
    desk.settle()
    assert desk.values("f") == pytest.approx([1, np.nan, 0.5], nan_ok=True)


def test_late_rows_are_left_out_and_told(desk: Desk) -> None:
    desk.store.append(desk.market.batch([START, START + 5, START + 2], [1, 2, 3], [1] * 3))
    desk.derived.define("f", "[A/price]")
    desk.settle()
    assert desk.values("f") == [1, 2]
    assert desk.derived.problem("f") == "Rows that came late and were left out: 1"


def test_a_clock_that_was_set_back_begins_the_windows_anew(desk: Desk) -> None:
    desk.store.append(desk.market.batch([START + 1000, START, START + 1], [100, 1, 3], [1] * 3))
    desk.derived.define("f", "sma([A/price], 1h)")
    desk.settle()
    assert sorted(desk.values("f")) == [1, 2, 100]


def test_an_update_keeps_to_its_time_and_goes_on_with_the_next(desk: Desk) -> None:
    desk.rows(50_000, step=0.01)
    for name in ("f", "g", "h"):
        desk.derived.define(name, "sma([A/price], 10)")

    class Hurried(ManualClock):
        def monotonic(self) -> float:
            self.advance(0.003)
            return super().monotonic()

    desk.derived._clock = Hurried()
    desk.derived.update(desk.clock.wall())
    done = [len(desk.values(name)) for name in ("f", "g", "h")]
    assert 0 < sum(done) < 20_000
    for _ in range(40):
        desk.derived.update(desk.clock.wall())
    assert [len(desk.values(name)) for name in ("f", "g", "h")] == [49_991] * 3


def test_names_have_bounds(desk: Desk) -> None:
    desk.rows(1)
    for name, words in (("  ", "no name"), ("x" * 61, "too long")):
        with pytest.raises(UsageError, match=words):
            desk.derived.define(name, "[A/price]")
    desk.derived.define("f", "[A/price]")
    desk.derived.define("g", "[A/price]")
    with pytest.raises(UsageError, match="There is a formula g already"):
        desk.derived.rename("f", "g")
    desk.derived.restore([Formula(f"f{i}", "[market/trade/A/price]") for i in range(MOST_FORMULAS + 5)])
    assert len(desk.derived.names) == MOST_FORMULAS
    with pytest.raises(UsageError, match="already"):
        desk.derived.define("more", "[A/price]")


def test_the_feeds_of_a_formula_are_those_below_it(desk: Desk) -> None:
    desk.rows(1)
    desk.store.append(desk.other.batch([START], [10]))
    desk.derived.define("f", "[market/A/price] - [other/A/price]")
    desk.derived.define("g", "[f] * 2")
    assert desk.derived.feeds_of("g") == ("market", "other")
    assert desk.derived.feeds_of("nobody") == ()


def test_a_change_is_told_by_the_version(desk: Desk) -> None:
    desk.rows(1)
    before = desk.derived.version
    desk.derived.define("f", "[A/price]")
    after = desk.derived.version
    assert after > before
    desk.settle()
    assert desk.derived.version == after
    assert desk.derived.formula("f") == Formula("f", "[market/trade/A/price]")
    assert desk.derived.formula("g") is None


def test_nothing_costs_nothing(desk: Desk) -> None:
    desk.rows(3)
    assert not desk.derived.update(START)


def test_a_series_that_is_watched_is_empty_after_its_formula_has_gone(desk: Desk) -> None:
    desk.rows(4)
    desk.derived.define("f", "[A/price]")
    desk.settle()
    rows = desk.store.stream(DERIVED, "f")
    assert rows is not None
    series = rows.series("", "value")
    series.catch_up()
    assert series.rows == 4
    desk.derived.define("f", "[A/price] + 1")
    assert series.rows == 0
    desk.settle()
    series.catch_up()
    assert series.last == (START + 3, 4.0)
    assert np.nanmax(series.draw(START, START + 4, 100).y) == 4.0
    assert SeriesKey(DERIVED, "f", "", "value").feed == DERIVED
