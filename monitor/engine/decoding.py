"""One feed's messages on their way to rows: kept, decoded in blocks, and given a mapping where they came without."""

from collections.abc import Callable, Sequence

from monitor.core.errors import FeedscopeError
from monitor.engine.backlog import Backlog
from monitor.engine.finder import Finder
from monitor.engine.messages import (
    Message,
    Notice,
    ProfileFound,
)
from monitor.engine.tally import Tally
from monitor.feed.decoder import Decoder
from monitor.feed.discover import Discovery
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
    renew:   is called when the server says that it will soon cut the connection.

    While discovery is at work, messages that its mapping does not explain are set aside; each look takes them into
    account, and what it adds to the mapping decodes them.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        tally: Tally,
        emit: Callable[[Message], None],
        answer: Callable[[str], None],
        renew: Callable[[], None],
    ) -> None:
        self.profile = profile
        self._tally = tally
        self._emit = emit
        self._answer = answer
        self._renew = renew
        self._decoder = Decoder(profile, feed=tally.feed)
        self._finder = Finder(profile) if profile.discover else None
        self._backlog = Backlog()
        self._aside = Backlog()
        self._asked: Finder | None = None

    def change(self, profile: Profile) -> None:
        """Decode by another profile from here on. Raises ProfileError and changes nothing when it cannot be used."""
        decoder = Decoder(profile, feed=self._tally.feed)
        self.flush()
        self._give_up_aside()
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
        self._decode(self._backlog)

    def _decode(self, waiting: Backlog) -> None:
        payloads, received = waiting.take()
        decoded = self._decoder.decode(payloads, received)
        tally = self._tally
        tally.rows += decoded.rows
        tally.dropped += decoded.dropped
        tally.keys = decoded.keys
        if self._finder is not None and not self._finder.done:
            for place in decoded.strange.tolist():
                self._aside.add((payloads[place],), float(received[place]), len(payloads[place]))
            self._limit_aside()
        elif decoded.unmatched:
            tally.unexplained(decoded.unmatched, decoded.last_unmatched)
        for batch in decoded.batches:
            self._emit(batch)
        for text in decoded.answers:
            self._answer(text)
        if decoded.renews:
            self._renew()

    def _limit_aside(self) -> None:
        if self._aside.size > _UNREAD:
            self._tally.unexplained(self._aside.keep_newest(_NEWEST), self._aside.newest)

    def _give_up_aside(self) -> None:
        if self._aside:
            self._tally.unexplained(len(self._aside), self._aside.newest)
            self._aside.take()

    def question(self, now: float) -> Callable[[], Discovery] | None:
        """What discovery has to work out at `now` (monotonic seconds), None while there is nothing.

        The work may be done beside the loop; its answer goes to `settle`.
        """
        finder = self._finder
        if finder is None or finder.done:
            return None
        due = finder.due(hurry=bool(self._aside))
        return self._ask(finder, now) if due is not None and now >= due else None

    def settle(self, discovery: Discovery) -> None:
        """Go on with what was found out."""
        finder, self._asked = self._asked, None
        if finder is None or finder is not self._finder:
            return  # The profile has been changed meanwhile.
        # What came while a mapping was known is read by that one; what came before waits for the first.
        self.flush()
        if finder.settle(discovery):
            self._adopt(finder, discovery.summary)
        if finder.done:
            self._give_up_aside()

    def finish(self, now: float, *, look: bool = True) -> None:
        """Nothing more will come: find out now what the messages are that still wait, and decode them."""
        self.flush()
        if self._finder is not None and (self._backlog or self._aside):
            if look:
                self.settle(self._ask(self._finder, now)())
            if self._backlog:
                left, _ = self._backlog.take()
                self._tally.unexplained(len(left), left[-1])
        self._give_up_aside()

    def _ask(self, finder: Finder, now: float) -> Callable[[], Discovery]:
        self.flush()
        self._asked = finder
        return finder.question(now, strange=self._aside.sample(_NEWEST))

    def _adopt(self, finder: Finder, summary: str) -> None:
        """Decode by what `finder` has found, and with it what nothing explained before."""
        try:
            decoder = Decoder(finder.profile, feed=self._tally.feed)
        except FeedscopeError as error:
            self._emit(Notice(self._tally.feed, error.what, error.advice))
            return
        decoder.take_over(self._decoder)
        self._decoder = decoder
        self.profile = finder.profile
        self._emit(ProfileFound(self._tally.feed, finder.profile, summary))
        if self._aside:
            self._decode(self._aside)
        self.flush()
