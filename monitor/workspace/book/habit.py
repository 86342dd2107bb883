"""How a stream is wont to tell of one side of a book, learned from its messages, since rows do not say it."""

import numpy as np

from monitor.workspace.book.told import Told, message_starts

__all__ = ["Habit"]

_PATIENCE = 30
"""Messages without a single removal after which nothing but whole sides can be what they are."""
_ALIKE = 2
"""A whole side has at most so many times the levels of another one."""


class Habit:
    """Whether each message is a whole side, or what has changed.

    A message of changes takes a level away sooner or later. Until then a stream brings whole sides if its messages
    are of about one length: changes begin with a long one, the whole, and go on with short ones.
    """

    def __init__(self) -> None:
        self._removals = False
        self._messages = 0
        self._fewest = 0
        self._most = 0

    @property
    def speaks_for_whole(self) -> bool:
        """Whether nothing speaks against whole sides. Nothing does before the first message."""
        if self._removals:
            return False
        return not self._messages or self._messages >= _PATIENCE or self._most <= _ALIKE * self._fewest

    def look(self, told: Told) -> None:
        """Learn from the next messages, which are complete."""
        if self._removals or not len(told.price):
            return
        self._removals = not bool(told.size.all())
        lengths = np.diff(message_starts(told), append=len(told.price))
        self._fewest = min(int(lengths.min()), self._fewest or int(lengths.min()))
        self._most = max(int(lengths.max()), self._most)
        self._messages += len(lengths)
