"""How a formula names a series: `[feed/stream/key/column]`, or less of it where that is enough.

The four names stand in brackets, parted by slashes: `[binance-spot/trade/BTCUSDT/price]`. Names that are not needed to
tell the series from all others may be left out, as long as those that stay keep their order: `[BTCUSDT/price]`, or
`[spread]` for the formula of that name. A name that holds a slash, a bracket or a quote stands in quotes, with quotes
in it doubled: `[kraken/ticker/"XBT/USD"/last]`. An empty name, such as the key of a stream that has none, is written as
nothing between two slashes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import combinations, islice
from typing import Protocol

from monitor.core.batch import SeriesKey
from monitor.formulas.problem import Extent, FormulaError

__all__ = ["MOST_PARTS", "KnownStream", "read_parts", "resolve", "shortened", "written"]

MOST_PARTS = 4

_PLAIN = re.compile(r'[^/\[\]"]*')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_NEEDS_QUOTES = re.compile(r'[/\[\]"]|^\s|\s$')
_MOST_NAMED = 3
"""Series an error names when a name fits several."""
_MOST_KEYS = 2_000
"""Keys of a stream looked through for one that is spelt alike."""


class KnownStream(Protocol):
    """A stream there is, with what its series are called."""

    @property
    def feed(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def keys(self) -> Sequence[str]: ...
    def key_id(self, key: str) -> int:
        """-1 for a key the stream does not have."""


def written(*parts: str) -> str:
    """Names as they stand in a formula, brackets included."""
    return f"[{'/'.join(map(_part, parts))}]"


def _part(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name


def read_parts(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The names in the brackets that open at `at`, and where the text goes on. Raises FormulaError."""
    parts: list[str] = []
    end = at
    while end == at or text[end : end + 1] == "/":
        part, end = _read_part(text, end + 1)
        parts.append(part)
    if text[end : end + 1] != "]":
        ends = end >= len(text)
        raise FormulaError(
            "The name of this series does not end",
            extent=Extent(at, len(text) if ends else end + 1),
            advice="Close it with ]." if ends else "Put a name with such a sign in quotes.",
            unfinished=ends,
        )
    return tuple(parts), end + 1


def _read_part(text: str, at: int) -> tuple[str, int]:
    start = at + len(text[at:]) - len(text[at:].lstrip())
    quoted = _QUOTED.match(text, start)
    if quoted:
        after = text[quoted.end() :]
        return quoted.group(1).replace('""', '"'), quoted.end() + len(after) - len(after.lstrip())
    plain = _PLAIN.match(text, at)
    return (plain.group().strip(), plain.end()) if plain else ("", at)


def resolve(parts: Sequence[str], known: Iterable[KnownStream], *, extent: Extent) -> SeriesKey:
    """The one series that is meant. All four names are taken as they are, whether there is such a series or not.

    Raises FormulaError where fewer fit no series, or several.
    """
    if len(parts) == MOST_PARTS:
        return SeriesKey(*parts)
    streams = list(known)
    found = list(islice(_fitting(parts, streams), _MOST_NAMED))
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(written(one.feed, one.stream, one.key, one.column) for one in found[:_MOST_NAMED])
        more = " and others" if len(found) == _MOST_NAMED else ""
        raise FormulaError(f"{written(*parts)} fits several series", extent=extent, advice=f"Say which: {named}{more}.")
    raise FormulaError(f"There is no series {written(*parts)}", extent=extent, advice=_advice(parts, streams))


def shortened(series: SeriesKey, known: Iterable[KnownStream]) -> str:
    """The shortest name, brackets included, that means this series alone among those known."""
    streams = list(known)
    for parts in _short_forms(series):
        if list(islice(_fitting(parts, streams), 2)) == [series]:
            return written(*parts)
    return written(series.feed, series.stream, series.key, series.column)


def _short_forms(series: SeriesKey) -> Iterator[tuple[str, ...]]:
    """Shorter names worth trying, the shortest that reads well first."""
    feed, stream, key, column = series.feed, series.stream, series.key, series.column
    if key:
        yield from ((key, column), (stream, key, column), (feed, key, column))
    else:
        yield from ((stream,), (stream, column), (feed, column), (feed, stream, column))


def _fitting(parts: Sequence[str], streams: Iterable[KnownStream]) -> Iterator[SeriesKey]:
    """The series these names fit, each once; looks at keys only where the names leave them open."""
    seen: set[SeriesKey] = set()
    for stream in streams:
        for places in combinations(range(MOST_PARTS), len(parts)):
            named = dict(zip(places, parts, strict=True))
            for series in _of_stream(stream, named):
                if series not in seen:
                    seen.add(series)
                    yield series


def _of_stream(stream: KnownStream, named: dict[int, str]) -> Iterator[SeriesKey]:
    if named.get(0, stream.feed) != stream.feed or named.get(1, stream.name) != stream.name:
        return
    if 2 in named:
        keys: Sequence[str] = (named[2],) if stream.key_id(named[2]) >= 0 else ()
    else:
        keys = stream.keys
    columns = [column for column in stream.columns if named.get(3, column) == column]
    for key in keys if columns else ():
        for column in columns:
            yield SeriesKey(stream.feed, stream.name, key, column)


def _advice(parts: Sequence[str], streams: Sequence[KnownStream]) -> str:
    if not streams:
        return "No feed has brought anything yet."
    names = {name for stream in streams for name in (stream.feed, stream.name, *stream.columns)}
    for stream in streams:
        names.update(islice(stream.keys, _MOST_KEYS))
    names.discard("")
    folded = {name.lower(): name for name in names}
    better = [part if part in names else _alike(part, folded) for part in parts]
    if "" in better or better == list(parts):
        return ""
    return f"Did you mean {written(*better)}?"


def _alike(name: str, folded: dict[str, str]) -> str:
    close = get_close_matches(name.lower(), folded, n=1)
    return folded[close[0]] if close else ""
