"""What holds for every synthetic feed: monitor.demo.feeds.planned and its three feeds."""

import hashlib
import json
from collections.abc import Callable
from itertools import islice, pairwise, takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.demo.feeds.events import EventsFeed
from monitor.demo.feeds.machine import MachineFeed
from monitor.demo.feeds.market import MarketFeed
from monitor.demo.feeds.planned import SyntheticFeed
from monitor.feed.paths import compile_path
from monitor.feed.profile import Column, Profile, StreamRule
from monitor.feed.profiles.reading import load_profile
from monitor.resources import resource
from tests.helpers.planned import messages

_EPOCH = 1_700_000_000.0
_FEEDS = [MarketFeed, MachineFeed, EventsFeed]
Make = Callable[..., SyntheticFeed]


@pytest.mark.parametrize("make", _FEEDS)
def test_a_seed_always_gives_the_same_bytes(make: Make):
    first = list(islice(messages(make(seed=7), epoch=_EPOCH), 500))
    assert first == list(islice(messages(make(seed=7), epoch=_EPOCH), 500))
    assert [each.text for each in first] != [each.text for each in islice(messages(make(seed=8), epoch=_EPOCH), 500)]


@pytest.mark.parametrize("make", _FEEDS)
@given(index=st.integers(0, 10**7))
@settings(max_examples=20)
def test_any_block_can_be_had_without_those_before_it(make: Make, index: int):
    feed = make(seed=1)
    block = feed.block(index, epoch=_EPOCH)
    assert block == make(seed=1).block(index, epoch=_EPOCH)
    assert all(index * feed.span <= each.due <= (index + 1) * feed.span for each in block)


@pytest.mark.parametrize("make", _FEEDS)
def test_messages_are_in_the_order_they_are_due(make: Make):
    due = [each.due for each in islice(messages(make(seed=3), epoch=_EPOCH), 2000)]
    assert all(earlier <= later for earlier, later in pairwise(due))


@pytest.mark.parametrize("make", _FEEDS)
def test_only_the_time_stamps_depend_on_the_clock(make: Make):
    def without_times(epoch: float) -> list[object]:
        return [_timeless(json.loads(each.text)) for each in islice(messages(make(seed=5), epoch=epoch), 300)]

    assert without_times(_EPOCH) == without_times(_EPOCH + 12_345.0)


def _timeless(message: dict[str, object]) -> dict[str, object]:
    rows = message.get("rows")
    if isinstance(rows, list):
        message["rows"] = [row[1:] for row in rows]
    return {name: value for name, value in message.items() if name != "time"}


@pytest.mark.parametrize(
    ("make", "least", "most"), [(MarketFeed, 50, 100), (MachineFeed, 18, 25), (EventsFeed, 0.3, 0.7)]
)
def test_it_comes_at_the_rate_it_is_made_for(make: Make, least: float, most: float):
    count = sum(1 for _ in takewhile(lambda each: each.due < 300.0, messages(make(seed=1), epoch=_EPOCH)))
    assert least < count / 300.0 < most


@pytest.mark.parametrize("make", _FEEDS)
def test_the_profile_that_ships_with_it_finds_a_number_in_every_message(make: Make):
    feed = make(seed=1)
    profile = load_profile(resource("demo", f"{feed.name}.toml"))
    used: set[str] = set()
    for planned in islice(messages(feed, epoch=_EPOCH), 400):
        found = _streams_with_numbers(profile, json.loads(planned.text))
        assert found, planned.text
        used |= found
    assert used == {stream.name for stream in profile.stream}


def _streams_with_numbers(profile: Profile, message: object) -> set[str]:
    return {stream.name for stream in profile.stream if _matches(stream, message) and _all_numbers(stream, message)}


def _matches(stream: StreamRule, message: object) -> bool:
    return all(compile_path(path).get(message) == literal for path, literal in stream.when.items())


def _all_numbers(stream: StreamRule, message: object) -> bool:
    rows = list(compile_path(stream.rows).rows(message))
    paths = [column.path if isinstance(column, Column) else column for column in stream.columns.values()]
    values = [compile_path(path).get(message, row.value) for row in rows for path in paths]
    stamps = [compile_path(stream.time.path).get(message, row.value) for row in rows]
    return bool(rows) and all(type(value) in (int, float) for value in values) and all(stamps)


@pytest.mark.parametrize("make", _FEEDS)
def test_it_is_the_same_feed_in_every_version(make: Make):
    """Held here so that nobody changes what a seed means by accident."""
    text = "".join(each.text for each in islice(messages(make(seed=1), epoch=_EPOCH), 200))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == _KNOWN[make.__name__]


_KNOWN = {"MarketFeed": "c897597d07b78e4e", "MachineFeed": "0a29d9f28d1a5eec", "EventsFeed": "558d2f7cb5df63c1"}
