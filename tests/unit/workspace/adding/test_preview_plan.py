"""The preview draws what tells most of a feed."""

import pytest

from monitor.core.batch import SeriesKey
from monitor.feed.profile import KeyRule, Profile, StreamRule, TimeRule
from monitor.store.store import Store
from monitor.workspace.adding.preview_plan import preview_series
from tests.helpers.rows import START, Source

TRADE = StreamRule("trade", columns={"price": "p"}, key="s")


def shown(*rules: StreamRule, **rows: int) -> str:
    """The stream that is drawn where each of these has so many rows."""
    store = Store(keep_bytes=1 << 24)
    for name, count in rows.items():
        times = [START + step for step in range(count)]
        store.append(Source("feed", name).batch(times, [float(step % 7) for step in range(count)]))
    profile = Profile(name="Market", address="wss://example.net", stream=rules)
    found: tuple[SeriesKey, ...] = preview_series(store, profile, "feed", stream="", column="", before=())
    return found[0].stream if found else ""


def test_the_stream_with_the_most_rows_is_drawn() -> None:
    assert shown(TRADE, StreamRule("best", columns={"price": "b"}, key="s"), trade=10, best=30) == "best"


@pytest.mark.parametrize("key", ["", "^.symbol", KeyRule("^.symbol", pattern="(.*)")])
def test_the_levels_of_a_book_are_no_line(key: str | KeyRule) -> None:
    book = StreamRule("bids", columns={"price": "[0]"}, rows="bids[]", key=key, time=TimeRule("^.time", "ms"))
    assert shown(TRADE, book, trade=5, bids=500) == "trade"
    assert shown(TRADE, book, bids=500) == "bids"


@pytest.mark.parametrize(
    "rule",
    [
        StreamRule("all", columns={"price": "p"}, rows="data[]", key="symbol", time=TimeRule("^.time", "ms")),
        StreamRule("all", columns={"price": "p"}, rows="data[]", time=TimeRule("t", "ms")),
    ],
)
def test_rows_that_have_a_key_or_a_time_of_their_own_are_one(rule: StreamRule) -> None:
    assert shown(TRADE, rule, trade=5, all=50) == "all"
