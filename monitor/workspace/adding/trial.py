"""A feed that is tried before it is saved: it runs like any other, and is not in the list of feeds yet."""

from collections.abc import Callable

import numpy as np

from monitor.core.errors import ProfileError
from monitor.engine.messages import RawMessages
from monitor.feed.decoder import Decoder
from monitor.store.store import Store
from monitor.workspace.feed_view import FeedView
from monitor.workspace.messages.raw_log import RawLog

__all__ = ["SAMPLED", "Trial"]

SAMPLED = 200
"""Messages a second of a feed that sends more than can be kept."""

_AT_ONCE = 500
_KEPT = 4000
_KEPT_BYTES = 2 * 1024 * 1024
"""What can be read anew in one frame, about."""


class Trial:
    """What is known of a feed on trial besides its view.

    log:      its messages. While all of them are kept, a new mapping is applied to those that came before it, too.
    rereads:  how often that was done; series held from before show rows that are no more.
    too_many: called once, when they cannot all be kept any more.
    """

    def __init__(self, view: FeedView, store: Store, *, too_many: Callable[[], None]) -> None:
        self.view = view
        self.log = RawLog(view.feed, most=_KEPT, most_bytes=_KEPT_BYTES)
        self._too_many = too_many
        self.rereads = 0
        self._store = store

    def take_raw(self, message: RawMessages) -> None:
        """Messages have come."""
        whole = self._whole
        self.log.append(message)
        if whole and not self._whole:
            self._too_many()

    @property
    def _whole(self) -> bool:
        """Whether the log holds all there was."""
        return not self.log.evicted and not self.log.skipped

    def reread(self) -> None:
        """The engine reads by the view's profile from here on: read what came before by it as well."""
        if not self._whole or not self.view.profile.stream:
            return
        try:
            decoder = Decoder(self.view.profile, feed=self.view.feed)
        except ProfileError:
            return  # The engine has refused it too, and says so.
        limits = self.view.profile.limits
        self._store.drop_feed(self.view.feed)
        self._store.configure(self.view.feed, keep_seconds=limits.keep_seconds, keep_bytes=limits.keep_bytes)
        self.rereads += 1
        messages = [each for each in self.log.since(self.log.first) if not each.binary and not each.outgoing]
        for start in range(0, len(messages), _AT_ONCE):
            block = messages[start : start + _AT_ONCE]
            times = np.array([each.time for each in block])
            for batch in decoder.decode([each.payload for each in block], times).batches:
                self._store.append(batch)
