"""What a new panel begins with."""

from pathlib import Path

import pytest

from monitor.core.batch import SeriesKey
from monitor.workspace.desk import fresh
from monitor.workspace.desk.specs.analysis import XySpec
from monitor.workspace.desk.specs.messages import EventLogSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.panel_plan import PanelPlan
from tests.helpers.analysis import Bench, series

PRICE, SIZE = series("price"), series("size")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.rows("Market", price=[1.0], size=[2.0])
    return made


def plan(bench: Bench, *keys: SeriesKey) -> None:
    planned = bench.workspace.panels._plans
    planned[keys[0].feed, keys[0].stream] = PanelPlan("Market", "", keys[0].feed, keys[0].stream, keys)


def test_a_plot_begins_with_what_was_dropped_and_otherwise_empty(bench: Bench) -> None:
    assert [curve.series for curve in fresh.fresh_plot(bench.workspace, (PRICE, PRICE, SIZE)).curves] == [PRICE, SIZE]
    assert fresh.fresh_plot(bench.workspace, ()).curves == ()


def test_candles_stand_above_the_sizes_of_the_same_key(bench: Bench) -> None:
    spec = fresh.fresh_candles(bench.workspace, (PRICE,))
    assert (spec.price, spec.volume) == (PRICE, SIZE)
    assert fresh.fresh_candles(bench.workspace, (SIZE,)).volume is None
    assert fresh.fresh_candles(bench.workspace, ()).price is None
    plan(bench, PRICE)
    assert fresh.fresh_candles(bench.workspace, ()).price == PRICE


def test_a_book_is_found_by_the_names_of_its_sides(bench: Bench) -> None:
    assert fresh.fresh_book(bench.workspace, ()).bids == ""
    for side in ("book_bid", "book_ask"):
        bench.rows("Market", stream=side, keys="BTC", price=[1.0], qty=[2.0])
    spec = fresh.fresh_book(bench.workspace, ())
    assert (spec.feed, spec.bids, spec.asks, spec.key) == ("market", "book_bid", "book_ask", "BTC")
    assert (spec.price, spec.size) == ("price", "qty")
    assert fresh.fresh_book(bench.workspace, (series(key="ETH"),)).key == "ETH"


def test_a_table_shows_the_stream_with_most_keys(bench: Bench) -> None:
    bench.rows("Sensors", keys=["a", "b", "c"], price=[1.0, 2.0, 3.0])
    assert fresh.fresh_table(bench.workspace, ()) == TableSpec(feed="sensors", stream="trades")
    assert fresh.fresh_table(bench.workspace, (PRICE,)) == TableSpec(feed="market", stream="trades")


def test_without_feeds_everything_begins_empty(tmp_path: Path) -> None:
    workspace = Bench(tmp_path).workspace
    assert fresh.fresh_table(workspace, ()) == TableSpec()
    assert fresh.fresh_xy(workspace, ()) == XySpec()
    assert fresh.fresh_tiles(workspace, ()).tiles == ()
    assert fresh.fresh_histogram(workspace, ()).series == ()
    assert fresh.fresh_inspector(workspace, ()).feed == ""


def test_series_are_shared_out_as_the_panel_needs_them(bench: Bench) -> None:
    assert fresh.fresh_xy(bench.workspace, (PRICE, SIZE)) == XySpec(x=PRICE, y=(SIZE,))
    assert fresh.fresh_histogram(bench.workspace, (PRICE, SIZE)).series == (PRICE, SIZE)
    assert fresh.fresh_spectrum(bench.workspace, (PRICE, SIZE)).series == PRICE
    assert [tile.series for tile in fresh.fresh_tiles(bench.workspace, (PRICE, PRICE)).tiles] == [PRICE]
    plan(bench, PRICE, SIZE)
    assert fresh.fresh_xy(bench.workspace, ()) == XySpec(x=PRICE, y=(SIZE,))
    assert fresh.fresh_histogram(bench.workspace, ()).series == (PRICE,)


def test_messages_are_those_of_the_feed(bench: Bench) -> None:
    assert fresh.fresh_console(bench.workspace, ()).feed == "market"
    assert fresh.fresh_inspector(bench.workspace, (series(feed="other"),)).feed == "other"


def test_an_event_log_begins_with_a_feed_that_sends_no_numbers(bench: Bench) -> None:
    assert fresh.fresh_events(bench.workspace, ()) == EventLogSpec(feed="market")
    bench.open("Chat")
    assert fresh.fresh_events(bench.workspace, ()) == EventLogSpec(feed="chat")
    assert fresh.fresh_events(bench.workspace, (PRICE,)) == EventLogSpec(feed="market")
