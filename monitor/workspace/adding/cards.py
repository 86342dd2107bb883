"""One profile of the catalogue, ready to be shown as a card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.core.errors import AddressError
from monitor.feed.profiles.catalogue import Entry
from monitor.net import address
from monitor.workspace.search.fuzzy import best_hits

__all__ = ["Card", "cards_of", "matching_cards"]

_MOST = 60


@dataclass(frozen=True, slots=True)
class Card:
    """free: nothing is needed for it."""

    slug: str
    name: str
    about: str
    host: str
    needs: str
    free: bool


def cards_of(entries: Iterable[Entry], *, no_need: str) -> list[Card]:
    """The profiles that can be used, those that need nothing first. no_need: what is said of those."""
    usable = [entry for entry in entries if entry.profile is not None]
    usable.sort(key=lambda entry: bool(entry.needs))
    return [_card(entry, no_need) for entry in usable]


def matching_cards(cards: Sequence[Card], text: str) -> list[Card]:
    """The cards that a few typed letters fit, best first; all of them for no letters."""
    if not text.strip():
        return list(cards)
    items = ((f"{card.name} {card.about} {card.host}", card) for card in cards)
    return [hit.item for hit in best_hits(text, items, most=_MOST)]


def _card(entry: Entry, no_need: str) -> Card:
    assert entry.profile is not None
    needs = entry.needs.partition(",")[0].partition(" from ")[0]
    words = f"needs {needs}" if needs else no_need
    return Card(entry.slug, entry.name, entry.about, _host(entry.profile.address), words, free=not needs)


def _host(text: str) -> str:
    try:
        return address.parse(text).host
    except AddressError:
        # A template in the host's place: nobody can say where it leads.
        return ""
