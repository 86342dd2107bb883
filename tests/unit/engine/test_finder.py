import json

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.engine.finder import Finder
from monitor.feed.discover import Discovery
from monitor.feed.profile import Profile

UNKNOWN = Profile(name="unknown", address="ws://127.0.0.1/", discover=True)


def quotes(count: int, *, start: int = 0, **more: object) -> list[bytes]:
    return [
        json.dumps({"symbol": "ABC"[number % 3], "price": 100 + number * 0.25, **more}).encode()
        for number in range(start, start + count)
    ]


def weather(count: int) -> list[bytes]:
    return [
        json.dumps({"type": "weather", "station": f"S{number % 2}", "celsius": 20 + number * 0.1}).encode()
        for number in range(count)
    ]


def look(finder: Finder, now: float) -> Discovery | None:
    discovery = finder.question(now)()
    return discovery if finder.settle(discovery) else None


def test_nothing_is_due_before_anything_came() -> None:
    assert Finder(UNKNOWN).due() is None


def test_the_first_look_comes_soon_after_the_first_message() -> None:
    finder = Finder(UNKNOWN)
    finder.add(quotes(1), 1e9, 50.0)
    due = finder.due()
    assert due is not None
    assert 50.0 < due < 51.0


def test_a_full_sample_is_looked_at_at_once() -> None:
    finder = Finder(UNKNOWN)
    finder.add(quotes(1000), 1e9, 50.0)
    finder.add(quotes(1000), 1e9, 50.1)
    assert finder.due() == 50.1


def test_what_is_found_completes_the_profile() -> None:
    finder = Finder(UNKNOWN)
    finder.add(quotes(50), 1e9, 0.0)
    discovery = look(finder, 0.4)
    assert discovery is not None
    assert finder.found
    assert not finder.profile.discover
    assert (finder.profile.name, finder.profile.address) == ("unknown", "ws://127.0.0.1/")
    (rule,) = finder.profile.stream
    assert "price" in rule.columns
    assert rule.key == "symbol"


def test_looking_again_at_the_same_is_no_news() -> None:
    finder = Finder(UNKNOWN)
    finder.add(quotes(50), 1e9, 0.0)
    assert look(finder, 0.4) is not None
    settled = finder.profile
    finder.add(quotes(50, start=50), 1e9, 1.0)
    assert look(finder, 1.5) is None
    assert finder.profile == settled


def test_later_looks_only_add() -> None:
    finder = Finder(UNKNOWN)
    finder.add(quotes(50, type="quote"), 1e9, 0.0)
    look(finder, 0.4)
    before = finder.profile.stream
    finder.add([*quotes(50, start=50, type="quote"), *weather(100)], 1e9, 1.0)
    look(finder, 1.5)
    after = finder.profile.stream
    assert len(after) > len(before)
    for rule in before:
        kept = next(each for each in after if each.name == rule.name)
        assert (kept.when, kept.key) == (rule.when, rule.key)
        assert list(kept.columns)[: len(rule.columns)] == list(rule.columns)


def test_a_time_that_shows_itself_later_is_no_column_any_more() -> None:
    finder = Finder(UNKNOWN)
    # Old times, as in the snapshot of a book, say nothing yet.
    old = [json.dumps({"symbol": "A", "price": 100.0 + n, "at": 1.7e9 - 9e6 * n}).encode() for n in range(20)]
    finder.add(old, 1.7e9, 0.0)
    look(finder, 0.4)
    (before,) = finder.profile.stream
    assert before.time.unit == "receive"
    for n in range(200):
        finder.add([json.dumps({"symbol": "A", "price": 90.0 + n, "at": 1.7e9 + n}).encode()], 1.7e9 + n, 1.0)
    look(finder, 1.5)
    (after,) = finder.profile.stream
    assert (after.time.path, after.time.unit) == ("at", "s")
    assert "at" not in after.columns


def test_after_the_last_look_it_is_done_and_keeps_nothing() -> None:
    finder = Finder(UNKNOWN)
    finder.add(quotes(50), 1e9, 0.0)
    for _ in range(5):
        due = finder.due()
        assert due is not None
        look(finder, due)
    assert finder.done
    assert finder.due() is None
    finder.add(quotes(5000), 1e9, 99.0)
    assert not finder._first
    assert not finder._newest


def test_while_nothing_is_found_it_goes_on_looking() -> None:
    finder = Finder(UNKNOWN)
    finder.add([b"hello"] * 10, 1e9, 0.0)
    for _ in range(10):
        due = finder.due()
        assert due is not None
        assert look(finder, due) is None
    assert not finder.found
    finder.add(quotes(900), 1e9, 200.0)
    due = finder.due()
    assert due is not None
    assert look(finder, due) is not None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 1_500_000), max_size=4), max_size=12))
def test_the_sample_is_bounded_whatever_comes(blocks: list[list[int]]) -> None:
    finder = Finder(UNKNOWN)
    for index, sizes in enumerate(blocks):
        finder.add([b"x" * size for size in sizes], 1e9, float(index))
        kept = [payload for payload, _ in (*finder._first, *finder._newest)]
        assert sum(map(len, kept)) <= 4 * 1024 * 1024
        assert len(kept) <= 2000
