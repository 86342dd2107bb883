"""What the messages of a feed that is being added look like: their fields, and what they are written in."""

from collections.abc import Sequence

from monitor.feed.discover import Dialect
from monitor.feed.profile import Profile
from monitor.workspace.adding.fields import FieldTable
from monitor.workspace.adding.progress import dialect_of
from monitor.workspace.messages.raw_log import RawEntry, RawLog

__all__ = ["FirstLook"]

_LOOKED_AT = 200
"""Messages taken into the table of fields with each look."""
_FOR_DIALECT = 50


class FirstLook:
    """fields: what the messages hold, by the profile's streams. dialect: what they are written in."""

    def __init__(self, profile: Profile) -> None:
        self.fields = FieldTable(profile)
        self.dialect = Dialect.NOTHING
        self._seen = 0

    def forget(self) -> None:
        """Another feed follows."""
        self.dialect = Dialect.NOTHING
        self._seen = 0

    def read_by(self, profile: Profile, log: RawLog | None) -> None:
        """Look at everything anew: the profile has other streams."""
        self.fields = FieldTable(profile, like=self.fields)
        if log is not None:
            self._seen = log.end
            self._take(log.since(log.first))

    def look(self, log: RawLog | None) -> None:
        """Take in what has come since the last time."""
        if log is not None and log.end != self._seen:
            new = log.since(self._seen)
            self._seen = log.end
            self._take(new)

    def _take(self, messages: Sequence[RawEntry]) -> None:
        received = [each for each in messages if not each.outgoing]
        if self.dialect is Dialect.NOTHING and received:
            self.dialect = dialect_of([each.payload for each in received[:_FOR_DIALECT]])
        payloads = [each.payload for each in received if not each.binary]
        stride = max(1, -(-len(payloads) // _LOOKED_AT))
        self.fields.take(payloads[::-1][::stride][::-1])
