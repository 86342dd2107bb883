"""The settings of an order book."""

from typing import Literal

from monitor.workspace.desk.specs.base import Spec

__all__ = ["BookSpec"]


class BookSpec(Spec, frozen=True, tag="book"):
    """The book of one key, from the stream of its bids and the stream of its asks.

    Both streams have columns named in `price` and `size`; a size of 0 takes the level away. An empty `asks` means
    that `bids` holds both sides, told apart by the sign of the size (Bitfinex).
    """

    feed: str = ""
    bids: str = ""
    asks: str = ""
    key: str = ""
    price: str = "price"
    size: str = "size"
    view: Literal["ladder", "depth", "heat"] = "ladder"
    levels: int = 20
    """Levels a side: rows of the ladder, width of the depth curve, steps of the heat map beyond the best prices."""
    group: float = 0.0
    """Prices are put together in steps of so much; 0: as they come."""
    window_seconds: float = 600.0
    """Of the heat map."""
    whole_bids: str = ""
    whole_asks: str = ""
    """Streams in which each message is a whole side, where these are not the ones changes come in (Coinbase)."""
    count: str = ""
    """The column whose 0 takes a level away, where it is not the size (Bitfinex)."""
    updates: Literal["auto", "changes", "whole"] = "auto"
    """Whether a message of `bids` and `asks` brings changes or the whole side; auto: as the rows tell."""
