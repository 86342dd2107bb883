"""Ids of feeds."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.feed_ids import feed_id


def test_an_id_is_made_of_the_name() -> None:
    assert feed_id("Binance spot", taken=()) == "binance-spot"


def test_a_second_feed_of_a_name_gets_a_number() -> None:
    assert feed_id("Binance spot", taken={"binance-spot", "binance-spot-2"}) == "binance-spot-3"


@given(st.lists(st.text(max_size=8), max_size=20))
def test_ids_are_never_empty_and_never_twice(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        new = feed_id(name, taken=taken)
        assert new
        assert new not in taken
        taken.add(new)
