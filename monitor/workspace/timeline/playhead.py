"""The moment that is looked at: the present, a moment gone by, or one that moves on at some speed."""

from typing import ClassVar

__all__ = ["Playhead"]


class Playhead:
    """`end` is what panels show the time up to (wall seconds); None is the present, and moves with it.

    `version` grows whenever panels have to look elsewhere.
    """

    SPEEDS: ClassVar[tuple[float, ...]] = (1.0, 2.0, 5.0, 10.0, 60.0)

    def __init__(self) -> None:
        self.end: float | None = None
        self.speed = 1.0
        self.playing = False
        self.version = 0
        self._at = 0.0

    @property
    def live(self) -> bool:
        """Whether the present is looked at."""
        return self.end is None

    def go_to(self, end: float, *, oldest: float, now: float) -> None:
        """Look at the time up to `end`, no farther back than `oldest`; what is not before `now` is the present."""
        if end >= now:
            self.go_live()
            return
        self.end = max(end, min(oldest, now))
        self.version += 1

    def step(self, seconds: float, *, oldest: float, now: float) -> None:
        """Go back (negative) or forth from where we are."""
        self.go_to((now if self.end is None else self.end) + seconds, oldest=oldest, now=now)

    def go_live(self) -> None:
        """Look at the present."""
        if self.end is not None or self.playing:
            self.end, self.playing = None, False
            self.version += 1

    def play(self, on: bool, *, now: float) -> None:
        """Let the moment move on, or stand still. In the present there is nothing to play."""
        self.playing = on and self.end is not None
        self._at = now

    def next_speed(self) -> float:
        """The speed after the one in force, around the end."""
        place = self.SPEEDS.index(self.speed) if self.speed in self.SPEEDS else -1
        self.speed = self.SPEEDS[(place + 1) % len(self.SPEEDS)]
        return self.speed

    def advance(self, now: float) -> bool:
        """Time has passed until `now` (wall seconds); tells whether another moment is looked at."""
        passed, self._at = max(0.0, now - self._at), now
        if not self.playing or self.end is None or passed == 0.0:
            return False
        self.end += passed * self.speed
        self.version += 1
        if self.end >= now:
            self.go_live()
        return True
