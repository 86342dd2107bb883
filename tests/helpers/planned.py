"""Synthetic feeds without a server."""

from collections.abc import Iterator
from itertools import count

from monitor.demo.feeds.planned import Planned, SyntheticFeed

__all__ = ["messages"]


def messages(feed: SyntheticFeed, *, epoch: float) -> Iterator[Planned]:
    """The feed from its start, without end."""
    for index in count():
        yield from feed.block(index, epoch=epoch)
