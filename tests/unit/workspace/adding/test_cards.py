"""The catalogue as cards: what needs nothing first, found by a few letters."""

from pathlib import Path

from monitor.core.errors import ProfileError
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import Entry
from monitor.workspace.adding.cards import cards_of, matching_cards


def entry(name: str, *, about: str = "", needs: str = "", address: str = "wss://example.net/x") -> Entry:
    return Entry(
        name.lower(), Path(f"{name}.toml"), True, Profile(name=name, address=address, about=about, needs=needs)
    )


BROKEN = Entry("broken", Path("broken.toml"), False, error=ProfileError("no"))
ENTRIES = [
    entry("Keyed", needs="a free API key from keyed.io, in the environment variable X"),
    entry("Binance", about="Trades"),
    entry("Kraken", about="Books", address="wss://${env:HOST}/x"),
    BROKEN,
]


def test_cards_tell_what_is_needed_in_few_words() -> None:
    cards = cards_of(ENTRIES, no_need="no key needed")
    assert [(card.name, card.needs, card.free) for card in cards] == [
        ("Binance", "no key needed", True),
        ("Kraken", "no key needed", True),
        ("Keyed", "needs a free API key", False),
    ]
    assert [card.host for card in cards] == ["example.net", "", "example.net"]


def test_cards_are_found_by_name_host_and_what_they_are_about() -> None:
    cards = cards_of(ENTRIES, no_need="")
    assert matching_cards(cards, "  ") == cards
    assert [card.name for card in matching_cards(cards, "book")] == ["Kraken"]
    assert matching_cards(cards, "bina")[0].name == "Binance"
    assert matching_cards(cards, "zzzz") == []
