"""The settings of a candle chart."""

from monitor.core.batch import SeriesKey
from monitor.workspace.desk.specs.base import Spec

__all__ = ["CandlesSpec"]


class CandlesSpec(Spec, frozen=True, tag="candles"):
    """Candles of one series. interval: seconds, 1 to 86 400; count: samples a candle instead, None: by time.

    volume: the series summed up below, such as the size of trades; None: how many samples there were.
    """

    price: SeriesKey | None = None
    volume: SeriesKey | None = None
    interval: float = 60.0
    count: int | None = None
    shown: int = 120
    """Candles in view while it is live."""
