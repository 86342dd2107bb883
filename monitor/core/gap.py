"""A span in which data is known to be missing."""

from dataclasses import dataclass

__all__ = ["Gap"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing data of one feed, in receive time.

    start, end: seconds since 1970; `end` is None while the gap lasts.
    reason: in words for the user, such as "the server restarted (1012)".
    A gap is known by (feed, start): the closed one replaces the open one.
    """

    feed: str
    start: float
    end: float | None
    reason: str

    def closed(self, end: float) -> "Gap":
        """The same gap, ended at `end`."""
        return Gap(self.feed, self.start, end, self.reason)
