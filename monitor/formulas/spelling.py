"""Names of series in a formula, written out in full or as short as they can be."""

from collections.abc import Callable, Iterable

from monitor.core.batch import SeriesKey
from monitor.formulas.names import MOST_PARTS, KnownStream, resolve, shortened, written
from monitor.formulas.token import Kind, Token
from monitor.formulas.tokens import tokens_of

__all__ = ["abbreviated", "renamed", "spelt_out"]


def spelt_out(text: str, known: Iterable[KnownStream]) -> str:
    """With all four names of every series, so that it means the same whatever else is opened. Raises FormulaError."""
    streams = list(known)

    def spell(token: Token) -> str:
        series = resolve(token.parts, streams, extent=token.extent)
        return written(series.feed, series.stream, series.key, series.column)

    return _respelt(text, spell)


def abbreviated(text: str, known: Iterable[KnownStream]) -> str:
    """With no more names than tell the series apart among those known. Raises FormulaError."""
    streams = list(known)

    def spell(token: Token) -> str:
        whole = len(token.parts) == MOST_PARTS
        return shortened(SeriesKey(*token.parts), streams) if whole else token.text

    return _respelt(text, spell)


def renamed(text: str, old: SeriesKey, new: SeriesKey) -> str:
    """With another name for one series; `text` is spelt out. Raises FormulaError."""

    def spell(token: Token) -> str:
        same = token.parts == (old.feed, old.stream, old.key, old.column)
        return written(new.feed, new.stream, new.key, new.column) if same else token.text

    return _respelt(text, spell)


def _respelt(text: str, spell: Callable[[Token], str]) -> str:
    """The same text, but for the names of series."""
    parts, at = [], 0
    for token in tokens_of(text):
        if token.kind is Kind.SERIES:
            parts += [text[at : token.extent.start], spell(token)]
            at = token.extent.end
    return "".join((*parts, text[at:]))
