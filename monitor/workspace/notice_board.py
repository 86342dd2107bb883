"""What the user should read, once: identical notices are counted instead of repeated."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

__all__ = ["Level", "NoticeBoard", "NoticeLine"]

Level: TypeAlias = Literal["ok", "warn", "bad"]

_MOST = 50
_REMEMBERED = 200
_HUSH = 60.0
"""Seconds in which a notice that the user has dismissed is counted but not shown again."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice as shown. `serial` names it, `times` says how often it came, `at` when last (wall seconds).

    undo:  takes back what the notice tells of; None where nothing can be. `undo_words` is what the button says.
    until: wall seconds after which it goes by itself.
    """

    serial: int
    about: str
    text: str
    advice: str
    times: int
    at: float
    level: Level = "warn"
    until: float = math.inf
    undo: Callable[[], None] | None = field(default=None, compare=False)
    undo_words: str = "Undo"

    @property
    def words(self) -> tuple[str, str, str]:
        """What makes two notices the same."""
        return self.about, self.text, self.advice


class NoticeBoard:
    """The notices not yet dismissed, oldest first, at most fifty: the oldest makes room and is counted.

    One that comes again while it is shown is counted; within a minute of being dismissed it is not shown either.
    `version` grows with every change, so a view looks at that number and reads only when it has moved.
    """

    def __init__(self) -> None:
        self._lines: list[NoticeLine] = []
        self._dismissed: dict[tuple[str, str, str], tuple[float, int]] = {}
        self._serial = 0
        self._newest = -math.inf
        self.version = 0
        self.lost = 0

    @property
    def lines(self) -> tuple[NoticeLine, ...]:
        """Oldest first."""
        return tuple(self._lines)

    def post(
        self,
        text: str,
        *,
        now: float,
        about: str = "",
        advice: str = "",
        level: Level = "warn",
        seconds: float = math.inf,
        undo: Callable[[], None] | None = None,
        undo_words: str = "Undo",
    ) -> int:
        """Show a notice about a feed (its name) or, with `about` empty, about the program; returns its serial.

        seconds: how long it stays. One with something to undo is never merged with another.
        """
        self._newest = max(self._newest, now)
        words = about, text, advice
        if undo is None:
            same = self._count(words, now)
            if same is not None:
                return same
        self.version += 1
        self._serial += 1
        _, missed = self._dismissed.pop(words, (0.0, 0))
        self._lines.append(NoticeLine(self._serial, *words, 1 + missed, now, level, now + seconds, undo, undo_words))
        if len(self._lines) > _MOST:
            del self._lines[0]
            self.lost += 1
        return self._serial

    def dismiss(self, serial: int) -> None:
        """Take a notice away; one that is gone already is no fault."""
        gone = next((line for line in self._lines if line.serial == serial), None)
        if gone is None:
            return
        self._lines.remove(gone)
        if gone.undo is None:
            self._dismissed[gone.words] = self._newest, 0
            if len(self._dismissed) > _REMEMBERED:
                del self._dismissed[next(iter(self._dismissed))]
        self.version += 1

    def undo(self, serial: int) -> None:
        """Take back what a notice tells of, and the notice with it."""
        line = next((line for line in self._lines if line.serial == serial), None)
        self.dismiss(serial)
        if line is not None and line.undo is not None:
            line.undo()

    def expire(self, now: float) -> None:
        """Let go of those whose time is over at `now` (wall seconds)."""
        self._newest = max(self._newest, now)
        kept = [line for line in self._lines if line.until > now]
        if len(kept) != len(self._lines):
            self._lines = kept
            self.version += 1

    def _count(self, words: tuple[str, str, str], now: float) -> int | None:
        """Count a notice that is shown already, or was dismissed a moment ago; None when it has to be shown."""
        for index, line in enumerate(self._lines):
            if line.words == words and line.undo is None:
                self._lines[index] = replace(line, times=line.times + 1, at=now)
                self.version += 1
                return line.serial
        hushed, missed = self._dismissed.get(words, (-math.inf, 0))
        if now - hushed < _HUSH:
            self._dismissed[words] = hushed, missed + 1
            return 0
        return None
