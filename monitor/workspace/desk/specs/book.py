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
    group: float = 0.0
    """Prices are put together in steps of so much; 0: as they come."""
    window_seconds: float = 600.0
    """Of the heat map."""
