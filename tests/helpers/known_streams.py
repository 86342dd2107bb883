"""Streams as formulas know them, without rows."""

from collections.abc import Sequence

__all__ = ["KNOWN", "Known"]


class Known:
    """A stream of some keys and columns."""

    def __init__(self, feed: str, name: str, keys: Sequence[str], columns: tuple[str, ...]) -> None:
        self.feed = feed
        self.name = name
        self.keys = keys
        self.columns = columns

    def key_id(self, key: str) -> int:
        return self.keys.index(key) if key in self.keys else -1


KNOWN = [
    Known("binance-spot", "trade", ["BTCUSDT", "ETHUSDT"], ("price", "size")),
    Known("kraken", "ticker", ["XBT/USD", "ETH/USD"], ("bid", "ask", "last")),
    Known("test-stand", "temperature", [""], ("bearing", "oil")),
    Known("formulas", "spread", [""], ("value",)),
]
