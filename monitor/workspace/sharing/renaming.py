"""Other ids for feeds, and other names for formulas, in everything that speaks of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.formulas.names import written
from monitor.formulas.problem import FormulaError
from monitor.formulas.token import Kind
from monitor.formulas.tokens import tokens_of
from monitor.workspace.formulas.defined import DERIVED

__all__ = ["Renaming", "feeds_in"]

_PAIRS = frozenset({"planned", "automatic"})
"""Members of a desk in which a feed and a stream stand side by side."""
_WHOLE = 4


@dataclass(frozen=True, slots=True)
class Renaming:
    """Old and new, of feeds and of formulas. What is in neither stays as it is."""

    feeds: Mapping[str, str] = field(default_factory=dict)
    formulas: Mapping[str, str] = field(default_factory=dict)

    def plain(self, value: Any) -> Any:
        """Plain data of a desk or a rule with the new names."""
        if isinstance(value, dict):
            renamed = {key: self._pairs(held) if key in _PAIRS else self.plain(held) for key, held in value.items()}
            if isinstance(value.get("feed"), str):
                renamed["feed"], stream = self._pair(value["feed"], value.get("stream"))
                if isinstance(stream, str):
                    renamed["stream"] = stream
            return renamed
        if isinstance(value, list | tuple):
            return [self.plain(held) for held in value]
        return value

    def text(self, text: str) -> str:
        """The text of a formula with the new names; one that cannot be read stays as it is."""
        parts, at = [], 0
        try:
            for token in tokens_of(text):
                if token.kind is Kind.SERIES and len(token.parts) == _WHOLE:
                    feed, stream = self._pair(token.parts[0], token.parts[1])
                    parts += [text[at : token.extent.start], written(feed, str(stream), *token.parts[2:])]
                    at = token.extent.end
        except FormulaError:
            return text
        return "".join((*parts, text[at:]))

    def _pair(self, feed: str, stream: Any) -> tuple[str, Any]:
        if feed == DERIVED:
            return feed, self.formulas.get(stream, stream) if isinstance(stream, str) else stream
        return self.feeds.get(feed, feed), stream

    def _pairs(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {panel: self._renamed_pair(pair) for panel, pair in value.items()}
        return [self._renamed_pair(pair) for pair in value]

    def _renamed_pair(self, pair: Any) -> Any:
        return list(self._pair(pair[0], pair[1])) if len(pair) == 2 else pair


def feeds_in(value: Any) -> tuple[set[str], set[str]]:
    """The ids of feeds and the names of formulas that plain data of desks or rules speaks of."""
    feeds: set[str] = set()
    formulas: set[str] = set()
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict):
            feed, stream = held.get("feed"), held.get("stream")
            if feed == DERIVED and isinstance(stream, str):
                formulas.add(stream)
            elif isinstance(feed, str) and feed:
                feeds.add(feed)
            waiting += held.values()
        elif isinstance(held, list | tuple):
            waiting += held
    return feeds, formulas
