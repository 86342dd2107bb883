"""A few letters find what is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.search.fuzzy import best_hits, match


@pytest.mark.parametrize(
    ("wanted", "best", "worse"),
    [
        ("set", "Settings", "Reset arrangement"),
        ("jl", "Jump to live", "July"),
        ("btc", "BTCUSDT price", "sub topic"),
        ("nw", "New workspace", "Unwind"),
        ("last price", "lastPrice", "price"),
    ],
)
def test_the_likelier_text_comes_first(wanted: str, best: str, worse: str) -> None:
    hits = best_hits(wanted, [(worse, worse), (best, best)], most=5)
    assert hits[0].item == best


def test_words_may_stand_in_any_order() -> None:
    assert match("price btc", "BTCUSDT price") is not None
    assert match("btc size", "BTCUSDT price") is None


def test_places_are_those_of_the_letters() -> None:
    found = match("jl", "Jump to live")
    assert found is not None
    assert found[1] == (0, 8)


def test_nothing_typed_finds_everything_in_its_order() -> None:
    hits = best_hits("", [("b", 1), ("a", 2)], most=5)
    assert [hit.item for hit in hits] == [1, 2]


@given(text=st.text(max_size=40), data=st.data())
def test_letters_of_a_text_in_their_order_always_find_it(text: str, data: st.DataObject) -> None:
    letters = [place for place, letter in enumerate(text) if not letter.isspace()]
    chosen = sorted(data.draw(st.sets(st.sampled_from(letters)))) if letters else []
    wanted = "".join(text[place] for place in chosen)
    found = match(wanted, text)
    if wanted.casefold() == wanted.lower() and len(text.lower()) == len(text):
        assert found is not None
    if found is not None:
        assert all(0 <= place < len(text) for place in found[1])
