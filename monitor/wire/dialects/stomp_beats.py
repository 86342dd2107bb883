"""STOMP's heart-beats in both directions (STOMP 1.2, "Heart-beating")."""

from typing import Final

__all__ = ["Beats"]

_EARLY: Final = 0.75
"""Part of the agreed time after which to beat, so that a beat that is held up still comes in time."""
_PATIENCE: Final = 2.0
"""Times of the agreed time that the server may be silent, which its timer and the network need."""
_LONGEST_MS: Final = 86_400_000


class Beats:
    """wanted: seconds between two beats that we offer and ask for, 0 for none."""

    def __init__(self, wanted: float) -> None:
        self._wanted = min(round(wanted * 1000), _LONGEST_MS)
        self._ours = 0.0
        self._theirs = 0.0
        self.beat_at: float | None = None
        self.heard_by: float | None = None

    @property
    def header(self) -> str:
        """What we say of it in CONNECT."""
        return f"{self._wanted},{self._wanted}"

    @property
    def silence(self) -> float:
        """Seconds that the server may be silent."""
        return self._theirs

    def agree(self, header: str, *, now: float) -> None:
        """The server's CONNECTED says `header`, "" where nothing."""
        can, _, wants = header.partition(",")
        self._ours = _agreed(self._wanted, wants) * _EARLY
        self._theirs = _agreed(self._wanted, can) * _PATIENCE
        self.beat_at = now + self._ours if self._ours else None
        self.heard(now=now)

    def heard(self, *, now: float) -> None:
        """Something has come."""
        if self._theirs:
            self.heard_by = now + self._theirs

    def beat(self, *, now: float) -> bool:
        """Whether to beat now; then it is taken as done."""
        if self.beat_at is None or now < self.beat_at:
            return False
        self.beat_at = now + self._ours
        return True


def _agreed(ours: int, theirs: str) -> float:
    """Seconds between two beats of one direction, 0 where either side will not."""
    text = theirs.strip()
    told = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    return min(max(ours, told), _LONGEST_MS) / 1000 if ours and told else 0.0
