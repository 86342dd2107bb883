"""Floor 1: decoded rows in memory, and what panels ask of them."""

from monitor.store.polyline import Polyline
from monitor.store.rows import StreamRows
from monitor.store.series import Series
from monitor.store.store import Store

__all__ = ["Polyline", "Series", "Store", "StreamRows"]
