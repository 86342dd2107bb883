"""Keeping a feed's secrets out of what is told of it, whoever wrote the text."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.core.gap import Gap
from monitor.core.secrecy import SHORTEST_GUESSED
from monitor.engine.messages import (
    Connected,
    Connecting,
    FeedCounts,
    FeedStatus,
    Message,
    Notice,
    ProfileFound,
    RawMessages,
    Recognised,
)
from monitor.feed.profile import Profile
from monitor.feed.redaction import Redactor, secrets
from monitor.feed.sources import Sources

__all__ = ["Discretion"]


_MOST_PASSING = 64
_SHORTEST_NUMBER = 6


class Discretion:
    """Takes the secrets out of every text in a message, and out of what this program has sent.

    Rows and raw messages that were received stay what they are.
    """

    def __init__(self, profile: Profile, sources: Sources) -> None:
        self._secrets: frozenset[str] = frozenset()
        self._passing: dict[str, None] = {}
        self._known: Redactor | None = None
        self.learn(profile, sources)

    def learn(self, profile: Profile, sources: Sources) -> None:
        """Another profile holds from here on. What the one before kept secret may still be spoken of."""
        self._secrets |= secrets(profile, sources)
        self._known = None

    def learn_passing(self, values: Iterable[str]) -> None:
        """Values that hold for a connection: tokens, signatures, cookies. Only the newest of them are kept in mind."""
        fresh = {value: None for value in values if _can_be_told(value) and value not in self._secrets}
        if fresh.keys() <= self._passing.keys():
            return
        for value in fresh:
            self._passing.pop(value, None)
        self._passing |= fresh
        for value in list(self._passing)[: max(0, len(self._passing) - _MOST_PASSING)]:
            del self._passing[value]
        self._known = None

    def __call__(self, message: Message) -> Message:
        """The message as it may be told."""
        redact = self._redact
        match message:
            case FeedStatus(detail=detail, advice=advice) if detail or advice:
                return replace(message, detail=redact(detail), advice=redact(advice))
            case Notice(text=text, advice=advice):
                return replace(message, text=redact(text), advice=redact(advice))
            case Gap(reason=reason):
                return replace(message, reason=redact(reason))
            case Connecting(steps=steps) | Connected(steps=steps):
                return replace(message, steps=tuple((name, redact(text)) for name, text in steps))
            case ProfileFound(summary=summary):
                return replace(message, summary=redact(summary))
            case Recognised(tried=tried):
                return replace(message, tried=tuple((redact(what), redact(outcome)) for what, outcome in tried))
            case FeedCounts(last_unmatched=newest) if newest:
                return replace(message, last_unmatched=self._bytes(newest))
            case RawMessages(outgoing=outgoing, payloads=payloads) if outgoing:
                hidden = (self._bytes(each) if at in outgoing else each for at, each in enumerate(payloads))
                return replace(message, payloads=tuple(hidden))
            case _:
                return message

    def _redact(self, text: str) -> str:
        # Made when it is needed: a login learns several values in a row.
        if self._known is None:
            self._known = Redactor((*self._secrets, *self._passing))
        return self._known(text)

    def _bytes(self, payload: bytes) -> bytes:
        return self._redact(payload.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _can_be_told(value: str) -> bool:
    """Not what is too short to be hidden without harm, or a small number, and no bytes that are no text."""
    least = _SHORTEST_NUMBER if value.isdigit() else SHORTEST_GUESSED
    return len(value) >= least and not any("\ud800" <= char <= "\udfff" for char in value)
