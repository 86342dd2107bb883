"""What the one field at the top offers while somebody types: commands, feeds, keys, settings, and what to open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from monitor.workspace.search.fuzzy import Hit, best_hits

__all__ = ["MOST_LOOKED_AT", "Offer", "OfferKind", "offers_for"]

_BESIDE = 25.0

MOST_LOOKED_AT = 20_000
"""Offers looked through for one key press; what lies beyond is not found, so that typing stays smooth."""


class OfferKind(Enum):
    """What an offer stands for; its value is what its score is helped by."""

    OPEN = 40.0
    COMMAND = 6.0
    FEED = 5.0
    PROFILE = 3.0
    PANEL = 4.0
    WORKSPACE = 4.0
    SETTING = 2.0
    KEY = 0.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list.

    detail: what it is about, muted. keys: the shortcut that does the same. take: what happens when it is chosen.
    """

    kind: OfferKind
    text: str
    take: Callable[[], None]
    detail: str = ""
    keys: str = ""


def offers_for(typed: str, offers: Iterable[Offer], *, most: int) -> Sequence[Hit[Offer]]:
    """The offers that fit what was typed, best first; with nothing typed the first ones as they come.

    An OPEN offer was made for what was typed and always fits.
    """
    looked_at = list(islice(offers, MOST_LOOKED_AT))
    if not typed.strip():
        return [Hit(offer, 0.0, ()) for offer in looked_at[:most]]
    opening = [Hit(offer, offer.kind.value, ()) for offer in looked_at if offer.kind is OfferKind.OPEN]
    found = best_hits(typed, _texts(looked_at), most=most * 4)
    ranked = sorted(found, key=lambda hit: -_worth(hit))
    return [*opening, *ranked][:most]


def _worth(hit: Hit[Offer]) -> float:
    """What is found in the name itself is meant rather than what is found in words about it."""
    beside = any(place >= len(hit.item.text) for place in hit.places)
    return hit.score + hit.item.kind.value - (_BESIDE if beside else 0.0)


def _texts(offers: Iterable[Offer]) -> Iterable[tuple[str, Offer]]:
    """What is searched in: the text, then the detail, so that "trades btc" finds BTC of the feed trades."""
    return (
        (f"{offer.text} {offer.detail}" if offer.detail else offer.text, offer)
        for offer in offers
        if offer.kind is not OfferKind.OPEN
    )
