"""Moments that count for a while: on from the first, off so long after the last."""

from monitor.alerts.turn import NEVER, Turn

__all__ = ["Pulses"]


class Pulses:
    """One pulse a key. `due`: when the first of them ends."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: dict[str, float] = {}

    @property
    def due(self) -> float:
        """When the next pulse ends, never for none."""
        return min(self._until.values(), default=NEVER)

    def hit(self, turn: Turn) -> list[Turn]:
        """The moment that `turn` tells, not before any one hit already: what turns by it."""
        before = self._until.get(turn.key)
        self._until[turn.key] = turn.at + self._seconds
        if before is None:
            return [turn]
        return [] if turn.at <= before else [self._end(turn.key, before), turn]

    def expire(self, now: float) -> list[Turn]:
        """Pulses that have ended until `now`."""
        over = sorted((until, key) for key, until in self._until.items() if until <= now)
        for _, key in over:
            del self._until[key]
        return [self._end(key, until) for until, key in over]

    def rewind(self, now: float) -> None:
        """The clock was set back to `now`: no pulse lasts longer than it should from here on."""
        self._until = {key: min(until, now + self._seconds) for key, until in self._until.items()}

    def _end(self, key: str, at: float) -> Turn:
        return Turn(at, -1, key, on=False)
