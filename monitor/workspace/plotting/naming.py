"""What curves and the plots they are in are called, where the user has not said so."""

from collections.abc import Callable, Sequence

from monitor.core.batch import SeriesKey
from monitor.workspace.derived import DERIVED

__all__ = ["NameOfFeed", "curve_names", "plot_subtitle", "plot_title"]

NameOfFeed = Callable[[str], str]
"""What the user calls the feed of an id."""

_DOT = " \N{MIDDLE DOT} "
_MOST_NAMED = 3


def curve_names(series: Sequence[SeriesKey], name_of: NameOfFeed) -> list[str]:
    """What tells the curves of one plot apart: keys, or columns, or both; feeds too where these are not enough."""
    plain = [key for key in series if key.feed != DERIVED]
    keys, columns = {key.key for key in plain}, {key.column for key in plain}

    def short(key: SeriesKey) -> str:
        if key.feed == DERIVED:
            return key.stream
        if len(columns) == 1 and "" not in keys:
            return key.key
        return key.column if len(keys) == 1 else f"{key.key} {key.column}".strip()

    names = [short(key) for key in series]
    for part in ("feed", "stream"):
        twice = {name for name in names if names.count(name) > 1}
        if twice and len({getattr(key, part) for key in series}) > 1:
            said = [name_of(key.feed) if part == "feed" else key.stream for key in series]
            names = [
                f"{more} {name}" if name in twice and more else name for name, more in zip(names, said, strict=True)
            ]
    return names


def plot_title(series: Sequence[SeriesKey], name_of: NameOfFeed, *, streams_of: Callable[[str], int]) -> str:
    """The feeds shown: "Binance spot", "Test stand · vibration" where a feed has several streams; "" for none."""
    feeds = list(dict.fromkeys(key.feed for key in series))
    if len(feeds) == 1 and feeds[0] != DERIVED:
        streams = {key.stream for key in series}
        (feed,) = feeds
        return f"{name_of(feed)}{_DOT}{streams.pop()}" if len(streams) == 1 < streams_of(feed) else name_of(feed)
    names = [name_of(feed) for feed in feeds[:_MOST_NAMED]]
    return ", ".join((*names, "\N{HORIZONTAL ELLIPSIS}") if len(feeds) > _MOST_NAMED else names)


def plot_subtitle(series: Sequence[SeriesKey], names: Sequence[str]) -> str:
    """What is drawn, by the names of the curves: "BTCUSDT, ETHUSDT", or "BTCUSDT bid, ask" where all are of one key."""
    keys = {key.key for key in series}
    said = ", ".join(dict.fromkeys(names))
    one = next(iter(keys), "")
    return f"{one} {said}" if len(keys) == 1 and one and one not in said else said
