"""What every kind of panel has in common."""

import msgspec

__all__ = ["Band", "Spec"]


class Spec(msgspec.Struct, frozen=True, omit_defaults=True):
    """Settings of one panel. Everything a panel is told by the user is in here, so that it can be saved and undone.

    Series and feeds are named by the ids they were opened under; what a spec names need not exist (any more).
    title: what the user calls the panel; "" lets the panel name itself after what it shows.
    """

    title: str = ""


class Band(msgspec.Struct, frozen=True, omit_defaults=True):
    """Values from `low` up to `high` mean `level`; None is no bound on that side."""

    level: str = "warn"
    """ok, warn or bad, as the theme's tokens are called."""
    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band; NaN lies in none."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high) and value == value
