"""Names of channels with an instrument in them: `ticker.BTC-USD.100ms` is one of `ticker.*.100ms`."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.feed.discovery.market_vocabulary import MARKET_WORDS
from monitor.feed.discovery.words import simplified, speaks_of

__all__ = ["Channel", "Glob", "find_globs"]

_DELIMITERS = "@.:/|#_- "
_MOST_NAMES = 400
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Channel:
    """A name and what its messages look like.

    places: ids of the places that were filled in its messages; none where the name was only acknowledged.
    keys:   instruments told by its messages, in the form of `simplified`.
    """

    places: frozenset[int]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Glob:
    """The names that start and end alike; what differs between is an instrument or a sensor."""

    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}*{self.after}"

    @property
    def label(self) -> str:
        """What the names have in common, as a name of a stream."""
        before, after = self.before[:-1], self.after[1:]
        return f"{before}{self.before[-1]}{after}" if before and after else before or after


def find_globs(channels: Mapping[str, Channel]) -> dict[str, Glob]:
    """The glob of each name that has one. Names without an instrument in them have none."""
    names = sorted(channels)[:_MOST_NAMES]
    found: dict[str, Glob] = {}
    delimiter = next((char for char in _DELIMITERS if sum(char in name for name in names) >= 0.9 * len(names)), None)
    if delimiter is None:
        return found
    by_length: dict[int, dict[tuple[str, ...], Channel]] = {}
    for name in channels:
        tokens = tuple(name.split(delimiter))
        by_length.setdefault(len(tokens), {})[tokens] = channels[name]
    for length, alike in by_length.items():
        place = _variable_place(dict(sorted(alike.items())[:_MOST_NAMES]), length)
        for tokens in alike if place is not None and length > 1 else ():
            before = "".join(f"{token}{delimiter}" for token in tokens[:place])
            after = "".join(f"{delimiter}{token}" for token in tokens[(place or 0) + 1 :])
            found[delimiter.join(tokens)] = Glob(before, after)
    return found


def _variable_place(names: Mapping[tuple[str, ...], Channel], length: int) -> int | None:
    """Which token is the instrument: one that the messages tell too, or one that changes without changing them."""
    for place in range(length):
        told = sum(simplified(tokens[place]) in channel.keys for tokens, channel in names.items())
        if told >= 0.6 * len(names):
            return place
    changing = {place: count for place in range(length) if (count := _free_values(names, place)) > 1}
    return max(changing, key=lambda place: (changing[place], place), default=None)


def _free_values(names: Mapping[tuple[str, ...], Channel], place: int) -> int:
    """How many values the token takes, if messages look alike whatever it is; else 0."""
    groups: dict[tuple[str, ...], list[frozenset[int]]] = {}
    for tokens, channel in names.items():
        groups.setdefault((*tokens[:place], *tokens[place + 1 :]), []).append(channel.places)
    several = [places for places in groups.values() if len(places) > 1]
    if not several or sum(_likeness(places) for places in several) < _ALIKE * len(several):
        return 0
    values = {tokens[place] for tokens in names}
    kinds = sum(speaks_of(value, MARKET_WORDS) for value in values)
    return len(values) if 2 * kinds < len(values) else 0


def _likeness(places: list[frozenset[int]]) -> float:
    """How alike sets are on average, from 0 to 1; empty ones say nothing."""
    filled = [one for one in places if one]
    everywhere = frozenset[int]().union(*filled)
    return sum(len(one) for one in filled) / (len(filled) * len(everywhere)) if filled else 1.0
