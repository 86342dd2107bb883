"""Columns are those of the stream that were chosen, and what is worked out."""

from monitor.workspace.desk.specs.base import Band
from monitor.workspace.desk.specs.table import TableColumn, TableSpec
from monitor.workspace.table.columns import (
    MOST_VALUES,
    ColumnKind,
    banded,
    columns_of,
    hidden_or_not,
    sorted_by,
    toggled,
    trend_of,
)

NAMES = ("bid", "ask", "last")


def test_without_a_choice_all_are_shown_up_to_a_bound() -> None:
    names = tuple(f"c{i}" for i in range(20))
    columns = columns_of(TableSpec(), names, {"c1": "V"})
    assert [column.sort for column in columns[:3]] == ["key", "c0", "c1"]
    assert columns[2].unit == "V"
    assert sum(column.kind is ColumnKind.VALUE for column in columns) == MOST_VALUES
    assert [column.sort for column in columns[-3:]] == ["change", "trend", "age"]


def test_a_chosen_column_has_its_place_also_before_it_comes() -> None:
    columns = columns_of(TableSpec(columns=(TableColumn("later"), TableColumn("bid"))), NAMES, {})
    assert [(column.name, column.source) for column in columns[1:3]] == [("later", -1), ("bid", 0)]


def test_what_is_worked_out_can_be_hidden() -> None:
    columns = columns_of(TableSpec(hidden=("trend", "age")), NAMES, {})
    assert [column.sort for column in columns] == ["key", *NAMES, "change"]


def test_columns_are_put_in_and_taken_out_in_the_order_of_the_stream() -> None:
    spec = toggled(TableSpec(), "ask", NAMES)
    assert [column.name for column in spec.columns] == ["bid", "last"]
    spec = toggled(spec, "ask", NAMES)
    assert [column.name for column in spec.columns] == ["bid", "ask", "last"]
    one = TableSpec(columns=(TableColumn("bid"),))
    assert toggled(one, "bid", NAMES) is one


def test_the_trend_is_of_the_first_column_shown_unless_it_was_chosen() -> None:
    assert trend_of(TableSpec(), NAMES) == "bid"
    assert trend_of(TableSpec(columns=(TableColumn("gone"), TableColumn("last"))), NAMES) == "last"
    assert trend_of(TableSpec(trend="ask"), NAMES) == "ask"
    assert trend_of(TableSpec(trend="gone"), NAMES) == "bid"
    assert trend_of(TableSpec(), ()) == ""


def test_a_column_that_is_worked_out_comes_and_goes() -> None:
    spec = hidden_or_not(hidden_or_not(TableSpec(), "age"), "change")
    assert spec.hidden == ("change", "age")
    assert hidden_or_not(spec, "age").hidden == ("change",)


def test_a_column_is_sorted_by_down_then_up_then_not_at_all() -> None:
    key, bid, *_, change, trend, age = columns_of(TableSpec(), NAMES, {})
    turns = [TableSpec()]
    for _ in range(3):
        turns.append(sorted_by(turns[-1], bid))
    assert [(turn.sort, turn.descending) for turn in turns[1:]] == [("bid", True), ("bid", False), ("", False)]
    for column, first in ((key, ("key", False)), (change, ("change", True)), (trend, ("change", True))):
        spec = sorted_by(turns[1], column)
        assert (spec.sort, spec.descending) == first
    assert sorted_by(sorted_by(TableSpec(), age), age).descending


def test_a_column_gets_bands_without_losing_its_place() -> None:
    bands = (Band("bad", low=5.0),)
    spec = banded(TableSpec(), "ask", bands, NAMES)
    assert [(column.name, column.bands) for column in spec.columns] == [("bid", ()), ("ask", bands), ("last", ())]
    assert columns_of(spec, NAMES, {})[2].bands == bands
