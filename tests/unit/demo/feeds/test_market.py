"""monitor.demo.feeds.market"""

import json
import statistics
from collections import Counter
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from monitor.demo.feeds.market import INSTRUMENTS, LEVELS, MarketFeed
from tests.helpers.planned import messages

_SECONDS = 300.0


@cache
def _played() -> list[dict[str, Any]]:
    feed = MarketFeed(seed=1)
    due = takewhile(lambda each: each.due < _SECONDS, messages(feed, epoch=1_700_000_000.0))
    return [json.loads(each.text) for each in due]


def _of(kind: str, symbol: str) -> list[dict[str, Any]]:
    return [each for each in _played() if each["type"] == kind and each["symbol"] == symbol]


def test_every_instrument_trades_and_shows_a_book():
    for instrument in INSTRUMENTS:
        assert _of("trade", instrument.symbol)
        assert len(_of("book", instrument.symbol)) == _SECONDS * instrument.books


def test_a_book_has_ten_levels_a_side_and_never_crosses():
    for book in (each for each in _played() if each["type"] == "book"):
        bids = [price for price, _ in book["bids"]]
        asks = [price for price, _ in book["asks"]]
        assert len(bids) == len(asks) == LEVELS
        assert bids == sorted(set(bids), reverse=True)
        assert asks == sorted(set(asks))
        assert bids[0] < asks[0]
        assert all(size > 0 for _, size in book["bids"] + book["asks"])


def test_trade_ids_rise_and_sizes_are_positive():
    for instrument in INSTRUMENTS:
        trades = _of("trade", instrument.symbol)
        assert all(earlier["id"] < later["id"] for earlier, later in pairwise(trades))
        assert all(trade["size"] > 0 for trade in trades)
        assert {trade["side"] for trade in trades} == {"buy", "sell"}


def test_prices_are_whole_ticks_and_move_without_running_away():
    for instrument in INSTRUMENTS:
        prices = [trade["price"] for trade in _of("trade", instrument.symbol)]
        assert all(abs(price / instrument.tick - round(price / instrument.tick)) < 1e-6 for price in prices)
        assert instrument.price * 0.8 < min(prices) < max(prices) < instrument.price * 1.25


def test_there_are_bursts_and_there_is_a_quiet_instrument():
    per_second = Counter(each["time"] // 1000 for each in _played())
    assert max(per_second.values()) > 1.5 * statistics.median(per_second.values())
    assert len(_of("trade", "ROWAN")) < 0.05 * len(_of("trade", "ALDER"))
