"""Series are named by as much as tells them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.batch import SeriesKey
from monitor.formulas.names import read_parts, resolve, shortened, written
from monitor.formulas.problem import Extent, FormulaError
from tests.helpers.known_streams import KNOWN, Known

HERE = Extent(0, 1)
BTC = SeriesKey("binance-spot", "trade", "BTCUSDT", "price")
XBT = SeriesKey("kraken", "ticker", "XBT/USD", "last")
OIL = SeriesKey("test-stand", "temperature", "", "oil")
SPREAD = SeriesKey("formulas", "spread", "", "value")


@pytest.mark.parametrize(
    ("parts", "series"),
    [
        (("BTCUSDT", "price"), BTC),
        (("binance-spot", "BTCUSDT", "price"), BTC),
        (("trade", "BTCUSDT", "price"), BTC),
        (("XBT/USD", "last"), XBT),
        (("oil",), OIL),
        (("test-stand", "oil"), OIL),
        (("spread",), SPREAD),
        (("not", "open", "yet", "here"), SeriesKey("not", "open", "yet", "here")),
    ],
)
def test_as_many_names_as_are_needed_are_enough(parts: tuple[str, ...], series: SeriesKey) -> None:
    assert resolve(parts, KNOWN, extent=HERE) == series


def test_a_name_that_fits_several_says_which() -> None:
    with pytest.raises(FormulaError, match=r"fits several.*\[binance-spot/trade/BTCUSDT/price\]"):
        resolve(("price",), KNOWN, extent=HERE)


@pytest.mark.parametrize(
    ("parts", "meant"),
    [(("BTCUSD", "price"), "[BTCUSDT/price]"), (("btcusdt", "prise"), "[BTCUSDT/price]"), (("Spraed",), "[spread]")],
)
def test_a_misspelt_name_is_put_right(parts: tuple[str, ...], meant: str) -> None:
    with pytest.raises(FormulaError) as caught:
        resolve(parts, KNOWN, extent=HERE)
    assert caught.value.advice == f"Did you mean {meant}?"


def test_names_that_are_right_but_do_not_go_together_are_no_series() -> None:
    with pytest.raises(FormulaError, match="There is no series"):
        resolve(("BTCUSDT", "oil"), KNOWN, extent=HERE)


def test_before_any_feed_there_are_no_names() -> None:
    with pytest.raises(FormulaError, match="No feed has brought anything yet"):
        resolve(("price",), [], extent=HERE)


@pytest.mark.parametrize(
    ("series", "text"),
    [(BTC, "[BTCUSDT/price]"), (XBT, '["XBT/USD"/last]'), (OIL, "[temperature/oil]"), (SPREAD, "[spread]")],
)
def test_the_short_name_is_short_and_reads_well(series: SeriesKey, text: str) -> None:
    assert shortened(series, KNOWN) == text


def test_the_short_name_grows_with_what_else_is_open() -> None:
    twin = Known("okx", "trade", ["BTCUSDT"], ("price",))
    assert shortened(BTC, [*KNOWN, twin]) == "[binance-spot/BTCUSDT/price]"


def test_a_series_nobody_knows_is_named_in_full() -> None:
    assert shortened(SeriesKey("a", "b", "c", "d"), KNOWN) == "[a/b/c/d]"


NAMES = st.text(st.sampled_from('ab/[]" -ä0'), max_size=6)


@given(st.tuples(NAMES, NAMES, NAMES, NAMES))
def test_what_is_written_is_read_back(names: tuple[str, str, str, str]) -> None:
    text = written(*names)
    assert read_parts(text + " + 1", 0) == (names, len(text))


@given(st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES), min_size=1, max_size=6, unique=True), st.data())
def test_a_short_name_means_what_it_was_made_of(series: list[tuple[str, str, str, str]], data: st.DataObject) -> None:
    streams = [Known(feed, stream, [key], (column,)) for feed, stream, key, column in series]
    wanted = SeriesKey(*data.draw(st.sampled_from(series)))
    parts, _ = read_parts(shortened(wanted, streams), 0)
    assert resolve(parts, streams, extent=HERE) == wanted
