"""What was sent before, to be had again with the arrow keys."""

from collections.abc import Sequence

__all__ = ["HISTORY_MOST", "HistoryWalk", "remembered"]

HISTORY_MOST = 200
_LONGEST = 16 * 1024
"""Characters of a text that is worth keeping."""


def remembered(history: Sequence[str], text: str) -> tuple[str, ...]:
    """The history with `text` as its newest, which then stands in it once; at most 200, none of them huge."""
    if not text.strip() or len(text) > _LONGEST:
        return tuple(history)
    kept = [each for each in history if each != text]
    return (*kept, text)[-HISTORY_MOST:]


class HistoryWalk:
    """Goes back and forth in a history; what was being written is kept at its end."""

    def __init__(self, history: Sequence[str] = ()) -> None:
        self._history = tuple(history)
        self._place = len(self._history)
        self._draft = ""

    def back(self, text: str) -> str | None:
        """The text before, None at the beginning. `text`: what stands in the field now."""
        if self._place == 0:
            return None
        if self._place == len(self._history):
            self._draft = text
        self._place -= 1
        return self._history[self._place]

    def forth(self) -> str | None:
        """The text after, in the end what was being written; None when that is there already."""
        if self._place == len(self._history):
            return None
        self._place += 1
        return self._draft if self._place == len(self._history) else self._history[self._place]
