"""An order book told to a `Bench`, for the tests of what shows it."""

import numpy as np

from tests.helpers.analysis import Bench

__all__ = ["open_market", "tell"]


def open_market(bench: Bench) -> None:
    """A feed called Market."""
    bench.open("Market")


def tell(bench: Bench, best: float = 100.0, *, levels: int = 10, key: str = "A", size: float = 1.0) -> None:
    """A whole book around a price that comes now: steps of 0.5, sizes that grow away from the middle."""
    away = np.arange(levels)
    for stream, sign in (("bids", -1.0), ("asks", 1.0)):
        prices = best + sign * 0.5 * (away + 1)
        bench.rows(stream=stream, keys=key, price=list(prices), size=list(size * (1.0 + away)))
