"""What a plot is told to show in one frame."""

from typing import NamedTuple

__all__ = ["Values", "View"]


class Values(NamedTuple):
    """What an axis of values shows."""

    low: float
    high: float
    log: bool = False


class View(NamedTuple):
    """What is to be seen: the `seconds` up to `end`, values on the right and, where they are wanted, on the left.

    dirty_from: all from this moment on has changed. edge: the present on the axis. now: wall seconds.
    """

    end: float
    seconds: float
    right: Values
    left: Values | None
    dirty_from: float
    edge: float
    now: float
