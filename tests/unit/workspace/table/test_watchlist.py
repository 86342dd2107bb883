"""A watchlist puts keys in order, and says what stands in each row."""

import msgspec
import numpy as np
import pytest

from monitor.store.store import Store
from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.table import TableColumn, TableSpec
from monitor.workspace.table.sight import sight_of
from monitor.workspace.table.texts import heading, spoken, tab_separated
from monitor.workspace.table.watchlist import Watchlist
from monitor.workspace.wording import THIN
from tests.helpers.rows import START, Source

SPEC = TableSpec(feed="feed", stream="trades")


class Table:
    def __init__(self, spec: TableSpec = SPEC) -> None:
        self.store = Store(keep_bytes=1 << 30)
        self.source = Source(columns=("price", "size"))
        self.list = Watchlist(self.store, spec, units={"price": "USD"})
        self.now = START

    def tell(self, **prices: float) -> None:
        sizes = list(range(len(prices)))
        self.store.append(self.source.batch([self.now] * len(prices), list(prices.values()), sizes, keys=list(prices)))

    def update(self, seconds: float = 1.0) -> bool:
        self.now += seconds
        changed = self.list.update(self.now)
        self.list.fill(self.list.order, most=100)
        return changed

    def show(self, **changes: object) -> list[str]:
        self.list.show(msgspec.structs.replace(self.list.spec, **changes), units={"price": "USD"})
        self.update()
        return self.keys

    @property
    def keys(self) -> list[str]:
        return [self.list.key(key) for key in self.list.order]

    def texts(self, key: str) -> list[str]:
        row = self.keys.index(key)
        return [cells[row].text if cells else "" for cells in sight_of(self.list, self.list.order).texts]

    def levels(self, name: str) -> list[str]:
        """Of each row, in the column of this name."""
        sight = sight_of(self.list, self.list.order)
        place = [column.name for column in sight.columns].index(name)
        return [cell.level for cell in sight.texts[place]]

    def stale(self) -> tuple[bool, ...]:
        return self.list.stale(self.list.order)


@pytest.fixture
def table() -> Table:
    made = Table()
    made.tell(ETH=3.0, BTC=1.0, sol10=2.0, sol9=np.nan)
    made.update()
    return made


def test_keys_stand_as_they_came_until_they_are_sorted(table: Table) -> None:
    assert table.keys == ["ETH", "BTC", "sol10", "sol9"]
    assert table.show(sort="key") == ["BTC", "ETH", "sol9", "sol10"]
    assert table.show(sort="key", descending=True) == ["sol10", "sol9", "ETH", "BTC"]
    assert table.show(sort="price", descending=False) == ["BTC", "sol10", "ETH", "sol9"]
    assert table.show(sort="price", descending=True) == ["ETH", "sol10", "BTC", "sol9"]
    assert table.show(sort="nothing") == ["ETH", "BTC", "sol10", "sol9"]


def test_equal_keys_keep_their_places(table: Table) -> None:
    table.tell(ETH=1.0, BTC=1.0, sol10=1.0, sol9=1.0)
    assert table.show(sort="price") == ["ETH", "BTC", "sol10", "sol9"]
    assert table.show(sort="price", descending=True) == ["ETH", "BTC", "sol10", "sol9"]


def test_by_age_the_youngest_come_last_going_down(table: Table) -> None:
    table.tell(BTC=1.0)
    table.update()
    assert table.show(sort="age")[0] == "BTC"
    assert table.show(sort="age", descending=True)[-1] == "BTC"


def test_by_change_every_key_is_compared_seen_or_not(table: Table) -> None:
    for step in range(1, 8):
        table.tell(ETH=3.0 + step, BTC=1.0, sol10=2.0 - step / 10, sol9=1.0)
        table.update(5.0)
    assert table.show(sort="change", descending=True) == ["ETH", "BTC", "sol9", "sol10"]
    assert table.show(sort="change", descending=False, change="absolute")[0] == "sol10"


def test_the_order_is_looked_at_once_a_second(table: Table) -> None:
    table.show(sort="price")
    table.tell(BTC=100.0)
    assert not table.update(0.5)
    assert table.update(0.6)
    assert table.keys == ["sol10", "ETH", "BTC", "sol9"]


def test_a_new_key_stands_in_its_place_at_once(table: Table) -> None:
    table.show(sort="price")
    table.tell(NEW=1.5)
    assert table.update(0.1)
    assert table.keys == ["BTC", "NEW", "sol10", "ETH", "sol9"]


def test_a_filter_keeps_keys_with_every_word(table: Table) -> None:
    assert table.show(filter="SOL") == ["sol10", "sol9"]
    table.tell(SOLETH=1.0)
    table.update(0.1)
    assert table.keys == ["sol10", "sol9", "SOLETH"]
    assert table.show(filter="sol eth") == ["SOLETH"]
    assert table.show(filter="") == ["ETH", "BTC", "sol10", "sol9", "SOLETH"]


def test_chosen_keys_stand_as_they_were_chosen(table: Table) -> None:
    assert table.show(keys=("BTC", "gone", "ETH")) == ["BTC", "ETH"]
    assert table.show(filter="e") == ["ETH"]


def test_what_stands_in_a_row(table: Table) -> None:
    table.show(columns=(TableColumn("price"),), change_seconds=60.0)
    for _ in range(3):
        table.tell(ETH=3.03)
        table.update(2.0)
    assert [heading(column, 60.0) for column in table.list.columns] == ["KEY", "PRICE USD", "1 MIN", "TREND", "AGE"]
    assert table.texts("ETH") == ["ETH", "3.03", f"+1.00{THIN}%", "", f"2.0{THIN}s"]
    assert table.texts("sol9")[1] == "—"


def test_decimals_are_only_added(table: Table) -> None:
    table.tell(ETH=3.125)
    table.update()
    assert table.texts("ETH")[1] == "3.125"
    table.tell(ETH=3.5)
    table.update()
    assert table.texts("ETH")[1] == "3.500"


def test_bands_and_the_direction_of_a_change_have_levels(table: Table) -> None:
    table.show(columns=(TableColumn("price", (Band("bad", low=2.5), Band("ok", high=1.5))),))
    assert table.levels("price") == ["bad", "ok", "", ""]
    sight = sight_of(table.list, table.list.order)
    assert spoken(sight.columns[1], sight.texts[1][0], 300.0) == f"PRICE USD 3{THIN}USD, bad"
    assert spoken(sight.columns[0], sight.texts[0][0], 300.0) == "ETH"
    table.tell(ETH=2.0, BTC=2.0)
    table.update(6.0)
    assert table.levels("change")[:3] == ["falling", "rising", ""]


def test_a_key_is_stale_when_it_is_silent_for_longer_than_usual(table: Table) -> None:
    for _ in range(15):
        table.tell(BTC=1.0)
        table.update(4.0)
    assert table.stale()[:2] == (True, False)
    table.update(15.0)
    assert not table.stale()[1]
    table.update(15.0)
    assert table.stale()[1]
    assert table.texts("BTC")[-3:] == ["—", "", f"34{THIN}s"]


def test_a_stream_without_keys_is_one_row_named_after_it() -> None:
    table = Table()
    table.tell(**{"": 5.0})
    table.update()
    assert table.keys == ["trades"]
    series = table.list.series(0, table.list.columns[1])
    assert series is not None
    assert (series.key, series.column) == ("", "price")


def test_a_stream_that_is_not_there_yet_has_no_rows() -> None:
    table = Table()
    assert not table.update()
    assert (table.keys, table.list.columns, table.list.total) == ([], (), 0)
    table.tell(A=1.0)
    assert table.update()
    assert table.keys == ["A"]


def test_a_stream_that_comes_again_begins_anew(table: Table) -> None:
    table.store.drop_feed("feed")
    assert table.update()
    assert table.keys == []
    table.source = Source(columns=("price", "size"))
    table.tell(Z=1.0)
    table.update()
    assert table.keys == ["Z"]


def test_rows_for_the_clipboard_are_plain(table: Table) -> None:
    table.tell(ETH=64_218.1)
    table.update()
    lines = tab_separated(table.list, np.array([0, 3]), table.list.columns).split("\n")
    assert lines[0].split("\t") == ["key", "price (USD)", "size", "change in 300 s (%)", "age (s)"]
    assert lines[1].split("\t")[:3] == ["ETH", "64218.1", "0"]
    assert lines[2].split("\t")[:3] == ["sol9", "", "3"]


def test_what_looks_the_same_is_told(table: Table) -> None:
    before = sight_of(table.list, table.list.order)
    assert sight_of(table.list, table.list.order).looks_like(before)
    assert not sight_of(table.list, table.list.order[1:]).looks_like(before)
    table.tell(ETH=9.0)
    assert not sight_of(table.list, table.list.order).looks_like(before)


@pytest.mark.parametrize("change", ["percent", "absolute"])
def test_numbers_beyond_any_measure_can_be_sorted_and_shown(table: Table, change: str) -> None:
    for value in (1e308, -1e308, 1e308):
        table.tell(ETH=value, BTC=-value)
        table.update(7.0)
    assert len(table.show(sort="change", change=change)) == 4
    assert len(sight_of(table.list, table.list.order).texts) == 6
