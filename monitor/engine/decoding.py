"""One feed's messages on their way to rows: kept, decoded in blocks, and given a mapping where they came without."""

from collections.abc import Callable, Sequence

from monitor.core.errors import FeedscopeError
from monitor.engine.backlog import Backlog
from monitor.engine.finder import Finder
from monitor.engine.messages import Message, Notice, ProfileFound
from monitor.engine.tally import Tally
from monitor.feed.decoder import Decoder
from monitor.feed.profile import Profile

__all__ = ["Decoding"]

_BLOCK = 1024 * 1024
"""Decode without waiting for the handover once this many bytes have come in."""
_UNREAD = 16 * 1024 * 1024
"""While no mapping is known, this many bytes are kept to be decoded when one is; then only the newest messages."""
_NEWEST = 2000


class Decoding:
    """Raises ProfileError for a profile that cannot be used.

    profile: the one that is decoded by, which discovery may have completed.
    emit:    takes batches, and what discovery has to say.
    answer:  takes the replies that are owed to the server.
    """

    def __init__(
        self, profile: Profile, *, tally: Tally, emit: Callable[[Message], None], answer: Callable[[str], None]
    ) -> None:
        self.profile = profile
        self._tally = tally
        self._emit = emit
        self._answer = answer
        self._decoder = Decoder(profile, feed=tally.feed)
        self._finder = Finder(profile) if profile.discover else None
        self._backlog = Backlog()

    def change(self, profile: Profile) -> None:
        """Decode by another profile from here on. Raises ProfileError and changes nothing when it cannot be used."""
        decoder = Decoder(profile, feed=self._tally.feed)
        self.flush()
        self.profile = profile
        self._decoder = decoder
        self._finder = Finder(profile) if profile.discover else None

    def reset_connection(self) -> None:
        """What comes from here on comes from another connection."""
        self.flush()
        self._decoder.reset_connection()

    def keep(self, messages: Sequence[bytes], *, wall: float, size: int, now: float) -> None:
        """Take what one read of `size` bytes brought at `wall` seconds, which was `now` in monotonic ones."""
        self._backlog.add(messages, wall, size)
        if self._finder is not None:
            self._finder.add(messages, wall, now)
            if not self._finder.found and self._backlog.size > _UNREAD:
                self._tally.unexplained(self._backlog.keep_newest(_NEWEST), self._tally.last_unmatched)
        if self._backlog.size > _BLOCK:
            self.flush()

    def flush(self) -> None:
        """Decode what waits and hand the rows up; without a mapping it goes on waiting."""
        if not self._backlog or (self._finder is not None and not self._finder.found):
            return
        decoded = self._decoder.decode(*self._backlog.take())
        tally = self._tally
        tally.rows += decoded.rows
        tally.dropped += decoded.dropped
        tally.keys = decoded.keys
        if decoded.unmatched:
            tally.unexplained(decoded.unmatched, decoded.last_unmatched)
        for batch in decoded.batches:
            self._emit(batch)
        for text in decoded.answers:
            self._answer(text)

    def look(self, now: float) -> None:
        """Give discovery its turn, `now` being monotonic seconds."""
        finder = self._finder
        due = finder.due() if finder is not None else None
        if finder is None or due is None or now < due:
            return
        # What came while a mapping was known is read by that one; what came before waits for the first.
        self.flush()
        discovery = finder.look(now)
        if discovery is None:
            return
        try:
            self._decoder = Decoder(finder.profile, feed=self._tally.feed)
        except FeedscopeError as error:
            self._emit(Notice(self._tally.feed, error.what, error.advice))
            return
        self.profile = finder.profile
        self._emit(ProfileFound(self._tally.feed, finder.profile, discovery.summary))
        self.flush()
