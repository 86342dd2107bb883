"""What an engine writes into the log of what it tells: turns in the life of a feed, never its messages."""

import logging

from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.messages import (
    Connected,
    FeedStatus,
    Message,
    Notice,
    ProfileFound,
)

__all__ = ["Diary"]

_LOG = logging.getLogger("monitor.engine")
_MOST = 2000
"""Feeds whose last state is known; the one longest ago makes room."""


class Diary:
    """Notes what has changed since it was last told. The texts it is given hold no secrets."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[FeedState, str]] = {}

    def note(self, message: Message) -> None:
        """Write one line where there is something to say."""
        match message:
            case FeedStatus():
                self._status(message)
            case Connected(feed=feed, seconds=seconds, compression=compression):
                packed = ", compressed" if compression else ""
                _LOG.info("%s: connected in %.2f s%s", feed, seconds, packed)
            case Gap(feed=feed, start=start, end=float() as end, reason=reason):
                _LOG.info("%s: data is missing for %.1f s: %s", feed, end - start, reason)
            case ProfileFound(feed=feed, summary=summary):
                _LOG.info("%s: found out what it sends: %s", feed, summary)
            case Notice(feed=feed, text=text):
                _LOG.info("%s: %s", feed or "engine", text)
            case _:
                pass

    def _status(self, status: FeedStatus) -> None:
        now = status.state, status.detail
        if self._last.pop(status.feed, None) != now:
            why = f": {status.detail}" if status.detail else ""
            _LOG.info("%s: %s%s", status.feed, status.state.value, why)
        self._last[status.feed] = now
        if len(self._last) > _MOST:
            del self._last[next(iter(self._last))]
