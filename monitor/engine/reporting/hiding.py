"""Keeping secrets out of everything that is written down."""

import logging
from collections.abc import Callable, Iterable

from monitor.core.blotting import blotted
from monitor.core.secrecy import SHORTEST_GUESSED
from monitor.feed.redaction import Redactor

__all__ = ["DiscreetFormatter", "Hiding"]

_LINE = "%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s: %(message)s"
_TIME = "%Y-%m-%d %H:%M:%S"
_LONGEST = 16 * 1024
"""Characters of one record, its traceback included."""


class Hiding:
    """Replaces in a text the secrets of all sources, and whatever looks like one."""

    def __init__(self) -> None:
        self._sources: list[Callable[[], Iterable[str]]] = []
        self._known: frozenset[str] = frozenset()
        self._redact = Redactor(())

    def learn(self, source: Callable[[], Iterable[str]]) -> None:
        """Ask this source too, each time, which values are secret now."""
        self._sources.append(source)

    def __call__(self, text: str) -> str:
        """`text` as it may be written down."""
        # What was a secret stays one: a feed that is closed may still be spoken of.
        found = {value for source in self._sources for value in source() if len(value) >= SHORTEST_GUESSED}
        if not found <= self._known:
            self._known |= found
            self._redact = Redactor(self._known)
        return blotted(self._redact(text))


class DiscreetFormatter(logging.Formatter):
    """One record as text, its traceback included, without secrets and of bounded length."""

    def __init__(self, hide: Callable[[str], str], *, line: str = _LINE) -> None:
        super().__init__(line, _TIME)
        self._hide = hide

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if len(text) > _LONGEST:
            # The end of a traceback says what it was.
            text = f"{text[: _LONGEST // 4]}\n…\n{text[-_LONGEST // 2 :]}"
        return self._hide(text)
