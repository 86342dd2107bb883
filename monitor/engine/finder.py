"""Finds a mapping for a feed that came without one, from what it sends."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter

import msgspec

from monitor.feed.discover import Discovery, discover
from monitor.feed.profile import Profile, StreamRule

__all__ = ["Finder"]

_LOOKS = (0.4, 1.5, 4.0, 10.0, 30.0)
"""Seconds after the first message at which to look; a full sample is looked at earlier the first time."""
_AGAIN = 30.0
"""Between looks while nothing was found."""
_HURRY = 0.3
"""After a look, messages that nothing explains bring the next one this soon; twice as late after each vain one."""
_HALF = 700
"""Of the first messages, and again of the newest."""
_STRANGE = 600
_MOST_BYTES = 2 * 1024 * 1024
"""Of the first messages, and again of the newest."""


class Finder:
    """Keeps a bounded sample of raw messages, its first ones and its newest, and looks at it now and then.

    The first look that finds a stream settles how those streams are read. Later looks only add: streams and
    columns that had not appeared before.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.found = False
        self.done = False
        self._first: list[tuple[bytes, float]] = []
        self._newest: deque[tuple[bytes, float]] = deque()
        self._first_bytes = 0
        self._newest_bytes = 0
        self._looks = 0
        self._due: float | None = None
        self._start = 0.0
        self._looked = 0.0
        self._hurry = _HURRY

    def add(self, payloads: Sequence[bytes], wall: float, now: float) -> None:
        """Take messages into the sample. Times: wall seconds of receipt, monotonic seconds."""
        if self._due is None:
            self._start = now
            self._due = now + _LOOKS[0]
        if self.done:
            return
        for payload in payloads[: 2 * _HALF]:
            self._keep(payload, wall)
        if not self._looks and len(self._newest) == _HALF:
            self._due = now

    def due(self, *, hurry: bool = False) -> float | None:
        """When (monotonic) to look next, None when never or not yet known. `hurry`: something is not explained."""
        if self.done or self._due is None:
            return None
        return min(self._due, self._looked + self._hurry) if hurry and self._looks else self._due

    def question(self, now: float, *, strange: Sequence[tuple[bytes, float]] = ()) -> Callable[[], Discovery]:
        """What there is to be worked out now: bounded work that touches nothing, to be done wherever there is room.

        strange: (payload, wall) that nothing explained. Give the answer to `settle`.
        """
        self._schedule(now)
        sample = self._sample(strange)
        return partial(
            discover,
            [payload for payload, _ in sample],
            [wall for _, wall in sample],
            name=self.profile.name,
            address=self.profile.address,
            base=self.profile,
        )

    def settle(self, discovery: Discovery) -> bool:
        """Take what was found into the profile; whether it is news."""
        merged = _merge(self.profile, discovery.profile) if self.found else discovery.profile
        news = bool(merged.stream) and merged != self.profile
        if news:
            self.found = True
            self.profile = merged
        self._hurry = _HURRY if news else self._hurry * 2.0
        if self.done:
            self._first.clear()
            self._newest.clear()
        return news

    def _sample(self, strange: Sequence[tuple[bytes, float]]) -> list[tuple[bytes, float]]:
        """First, strange and newest messages in the order they came, each once: many are the same objects."""
        kept = [*self._first, *self._newest]
        known = {id(payload) for payload, _ in kept}
        kept += [seen for seen in strange[-_STRANGE:] if id(seen[0]) not in known]
        return sorted(kept, key=itemgetter(1)) if strange else kept

    def _keep(self, payload: bytes, wall: float) -> None:
        if len(self._first) < _HALF and self._first_bytes + len(payload) <= _MOST_BYTES:
            self._first.append((payload, wall))
            self._first_bytes += len(payload)
            return
        self._newest.append((payload, wall))
        self._newest_bytes += len(payload)
        while len(self._newest) > _HALF or self._newest_bytes > _MOST_BYTES:
            self._newest_bytes -= len(self._newest.popleft()[0])

    def _schedule(self, now: float) -> None:
        self._looks += 1
        self._looked = now
        later = [self._start + after for after in _LOOKS if self._start + after > now]
        if later:
            self._due = later[0]
        elif self.found:
            self.done = True
        else:
            self._due = now + _AGAIN


def _merge(settled: Profile, proposed: Profile) -> Profile:
    """`settled` with the streams and columns that only `proposed` has."""
    if proposed.channels != settled.channels:
        return settled
    streams = {(rule.name, rule.rows): rule for rule in settled.stream}
    for rule in proposed.stream:
        known = streams.get((rule.name, rule.rows))
        if known is None:
            taken = {each.name for each in streams.values()}
            if rule.name not in taken:
                streams[rule.name, rule.rows] = rule
        else:
            streams[rule.name, rule.rows] = _widen(known, rule)
    ignore = (*settled.ignore, *(each for each in proposed.ignore if each not in settled.ignore))
    return msgspec.structs.replace(settled, stream=tuple(streams.values()), ignore=ignore)


def _widen(known: StreamRule, proposed: StreamRule) -> StreamRule:
    if known.when != proposed.when or known.key != proposed.key:
        return known
    columns = {**known.columns, **proposed.columns, **known.columns}
    if known.time.unit != "receive" or proposed.time.unit == "receive":
        return msgspec.structs.replace(known, columns=columns)
    # More messages have shown that what looked like a number is the time.
    numbers = {name: column for name, column in columns.items() if column != proposed.time.path}
    return msgspec.structs.replace(known, columns=numbers, time=proposed.time)
