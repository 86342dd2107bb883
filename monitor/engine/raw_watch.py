"""Raw messages for whoever looks: sampled before anything is made of them, so that a flood costs next to nothing."""

from collections import deque
from collections.abc import Callable, Sequence, Set

from monitor.engine.messages import RawMessages

__all__ = ["LONGEST", "RawWatch"]

LONGEST = 1024 * 1024
"""Bytes of a message that are shown when not everything is."""

_BYTES_A_SECOND = 8 * 1024 * 1024
_ANSWERS_A_SECOND = 50
_AWAITED = 8
_AWAITED_SECONDS = 10.0
"""So many replies are looked for at a time, each for so long."""


class RawWatch:
    """One feed's messages on their way up, while `on`. Without that it costs a look at one attribute.

    framed: those given to it are as they came over the wire.
    """

    def __init__(self, feed: str, *, emit: Callable[[RawMessages], None], framed: bool = False) -> None:
        self.on = False
        self._framed = framed
        self._feed = feed
        self._emit = emit
        self._outgoing = False
        self._skipped = 0
        self._count: _Allowance | None = None
        self._bytes = _Allowance(_BYTES_A_SECOND)
        self._answers = _Allowance(_ANSWERS_A_SECOND)
        self._awaited: deque[tuple[float, tuple[bytes, ...]]] = deque(maxlen=_AWAITED)

    def begin(self, *, most: int | None, outgoing: bool) -> None:
        """Send what is received from here on, of more than `most` messages a second a part; and what is sent."""
        self.on = True
        self._outgoing = outgoing
        self._count = None if most is None else _Allowance(most)
        self._skipped = 0

    def end(self) -> None:
        """Send nothing any more."""
        self.on = False
        self._awaited.clear()

    def expect(self, reply: tuple[bytes, ...], *, now: float) -> None:
        """A message that holds all of these is to be seen, should it come soon."""
        if reply and self.on:
            self._awaited.append((now + _AWAITED_SECONDS, reply))

    def received(self, messages: Sequence[bytes], opaque: Set[int], *, wall: float, now: float) -> None:
        """One block came at `wall`, which is `now` in monotonic seconds; `opaque` are the indices of binary ones."""
        if self._count is None:
            self._emit(
                RawMessages(
                    self._feed, (wall,) * len(messages), tuple(messages), frozenset(opaque), framed=self._framed
                )
            )
            return
        picked = self._picked(messages, self._count, now)
        self._skipped += len(messages) - len(picked)
        if picked:
            self._tell([messages[at] for at in picked], [n for n, at in enumerate(picked) if at in opaque], wall=wall)

    def sent(self, message: str | bytes, *, wall: float) -> None:
        """A message of ours has gone out. There are never many, so none is left out."""
        if self._outgoing:
            binary = isinstance(message, bytes)
            payload = message if isinstance(message, bytes) else message.encode(errors="replace")
            self._tell([payload], [0] if binary else [], wall=wall, outgoing=True)

    def settle(self) -> None:
        """Nothing came for a while: tell what was left out since the last message that was shown."""
        if self._skipped:
            self._tell([], [], wall=0.0)

    def _tell(self, payloads: Sequence[bytes], binary: Sequence[int], *, wall: float, outgoing: bool = False) -> None:
        skipped, self._skipped = self._skipped, 0
        self._emit(
            RawMessages(
                self._feed,
                (wall,) * len(payloads),
                tuple(payload[:LONGEST] for payload in payloads),
                frozenset(binary),
                outgoing=frozenset(range(len(payloads))) if outgoing else frozenset(),
                skipped=skipped,
                cut={at: len(payload) for at, payload in enumerate(payloads) if len(payload) > LONGEST},
                framed=self._framed,
            )
        )

    def _picked(self, messages: Sequence[bytes], count: "_Allowance", now: float) -> list[int]:
        """The newest that are allowed, one after the other, and before them what may be a reply."""
        first = len(messages)
        last = first - min(first, int(count.left(now)))
        room = self._bytes.left(now)
        while first > last and room > 0.0:
            first -= 1
            room -= min(len(messages[first]), LONGEST)
        count.spend(len(messages) - first)
        self._bytes.spend(self._bytes.left(now) - room)
        return [*self._replies(messages[:first], now), *range(first, len(messages))]

    def _replies(self, messages: Sequence[bytes], now: float) -> list[int]:
        while self._awaited and self._awaited[0][0] < now:
            self._awaited.popleft()
        if not self._awaited:
            return []
        found = [at for at, message in enumerate(messages) if self._is_awaited(message)]
        found = found[: int(self._answers.left(now))]
        self._answers.spend(len(found))
        return found

    def _is_awaited(self, message: bytes) -> bool:
        return any(all(text in message for text in reply) for _, reply in self._awaited)


class _Allowance:
    """So much a second, saved up for one second at the most. Times are monotonic seconds."""

    def __init__(self, rate: float) -> None:
        self._rate = self._left = float(rate)
        self._filled: float | None = None

    def left(self, now: float) -> float:
        """What may be spent now."""
        if self._filled is not None:
            self._left = min(self._rate, self._left + max(0.0, now - self._filled) * self._rate)
        self._filled = now
        return self._left

    def spend(self, amount: float) -> None:
        """Take so much away. More than there was is made up for by the next seconds."""
        self._left -= amount
