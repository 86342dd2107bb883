"""Names are kept in full and shown short."""

import pytest

from monitor.core.batch import SeriesKey
from monitor.formulas.problem import FormulaError
from monitor.formulas.spelling import abbreviated, renamed, spelt_out
from tests.helpers.known_streams import KNOWN

SHORT = 'sma([BTCUSDT/price], 60s) -  ["XBT/USD"/last]*[spread]'
FULL = 'sma([binance-spot/trade/BTCUSDT/price], 60s) -  [kraken/ticker/"XBT/USD"/last]*[formulas/spread//value]'


def test_names_are_spelt_out_and_everything_else_stays() -> None:
    assert spelt_out(SHORT, KNOWN) == FULL
    assert spelt_out(FULL, KNOWN) == FULL


def test_names_are_shown_short() -> None:
    assert abbreviated(FULL, KNOWN) == SHORT
    assert abbreviated(FULL, []) == FULL


def test_a_series_can_be_renamed() -> None:
    old, new = SeriesKey("formulas", "spread", "", "value"), SeriesKey("formulas", "a/b", "", "value")
    assert renamed(FULL, old, new).endswith('*[formulas/"a/b"//value]')


def test_a_name_nobody_knows_is_refused() -> None:
    with pytest.raises(FormulaError):
        spelt_out("[nobody]", KNOWN)
