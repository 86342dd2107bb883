"""What the user should read, once: identical notices are counted instead of repeated."""

from dataclasses import dataclass, replace

__all__ = ["NoticeBoard", "NoticeLine"]

_MOST = 50


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice as shown. `serial` names it, `times` says how often it came, `at` when last (wall seconds)."""

    serial: int
    about: str
    text: str
    advice: str
    times: int
    at: float


class NoticeBoard:
    """The notices not yet dismissed, oldest first, at most fifty: the oldest makes room and is counted.

    `version` grows with every change, so a view looks at that number and reads only when it has moved.
    """

    def __init__(self) -> None:
        self._lines: list[NoticeLine] = []
        self._serial = 0
        self.version = 0
        self.lost = 0

    @property
    def lines(self) -> tuple[NoticeLine, ...]:
        """Oldest first."""
        return tuple(self._lines)

    def post(self, text: str, *, now: float, about: str = "", advice: str = "") -> int:
        """Show a notice about a feed (its name) or, with `about` empty, about the program; returns its serial."""
        self.version += 1
        for index, line in enumerate(self._lines):
            if (line.about, line.text, line.advice) == (about, text, advice):
                self._lines[index] = replace(line, times=line.times + 1, at=now)
                return line.serial
        self._serial += 1
        self._lines.append(NoticeLine(self._serial, about, text, advice, 1, now))
        if len(self._lines) > _MOST:
            del self._lines[0]
            self.lost += 1
        return self._serial

    def dismiss(self, serial: int) -> None:
        """Take a notice away; one that is gone already is no fault."""
        kept = [line for line in self._lines if line.serial != serial]
        if len(kept) != len(self._lines):
            self._lines = kept
            self.version += 1
