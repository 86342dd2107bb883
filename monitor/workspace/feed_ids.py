"""Ids of feeds: readable, since they turn up in files and logs, and never twice."""

from collections.abc import Container
from itertools import count

from monitor.feed.profiles.slugs import slug_of

__all__ = ["feed_id"]


def feed_id(name: str, *, taken: Container[str]) -> str:
    """An id made of the feed's name that is not in `taken`: "binance-spot", "binance-spot-2"."""
    base = slug_of(name)
    return base if base not in taken else next(new for n in count(2) if (new := f"{base}-{n}") not in taken)
