"""The pace of a recording: how long to wait before each of its messages."""

import math
from collections.abc import Iterable, Iterator

__all__ = ["UNTIMED_SECONDS", "pauses"]

UNTIMED_SECONDS = 0.010
"""How far apart messages are sent that were recorded without a time."""


def pauses(times: Iterable[float | None], *, speed: float = 1.0) -> Iterator[float]:
    """Seconds to wait before each message, given when each was received.

    `speed` 2 plays twice as fast, `math.inf` without waiting. The first message comes at once, a step back in time
    counts as no time, and a message without a time comes UNTIMED_SECONDS after the one before it.
    """
    latest: float | None = None
    for index, at in enumerate(times):
        if at is None:
            span = UNTIMED_SECONDS if index else 0.0
        else:
            span = max(0.0, at - latest) if latest is not None else 0.0
            latest = at
        yield 0.0 if speed == math.inf else span / speed
