"""What all judges of one series have in common: finding its rows, and a switch for each key."""

import numpy as np

from monitor.alerts.judges.idle import Idle
from monitor.alerts.places import Places, Selection
from monitor.alerts.rows import Block, Picked
from monitor.alerts.segments import Positions
from monitor.alerts.switches import MOST_TURNS, Codes, Switches
from monitor.alerts.turn import Turn
from monitor.core.batch import Floats, SeriesKey

__all__ = ["SeriesJudge"]


class SeriesJudge(Idle):
    """Subclasses say in `_codes` of each row whether the condition holds."""

    def __init__(self, series: SeriesKey, *, most: int = MOST_TURNS) -> None:
        self.feed = series.feed
        self.streams = ((series.feed, series.stream),)
        self.series = series
        self.places = Places(series.key)
        self.keyed = self.places.keyed
        self.key = "" if self.keyed else series.key
        self._selection = Selection(self.places, series.key)
        self._switches = Switches(most=most)
        self._last: Floats = np.empty(0)

    @property
    def skipped(self) -> int:
        """Turns not told because they came too thick, and keys beyond those that are judged."""
        return self._switches.skipped + self.places.missed

    def take(self, block: Block) -> list[Turn]:
        rows = block.get(self.streams[0])
        if rows is None or self.series.column not in rows.columns:
            return []
        picked = self._selection.rows(rows)
        if not len(picked):
            return []
        self._reserve(len(self.places))
        return self._judge(picked, picked.column(self.series.column))

    def refill(self, now: float) -> list[Turn]:
        return [
            Turn(now, -1, self.places.names[place], self._switches.told(place), float(self._last[place]))
            for place in self._switches.beat().tolist()
        ]

    def _judge(self, picked: Picked, values: Floats) -> list[Turn]:
        """What these rows turn."""
        turns = self._turns(picked, values, self._codes(picked.places, values))
        if self._switches.behind:
            self._keep(picked.places, values)
        return turns

    def _codes(self, places: Positions, values: Floats) -> Codes:
        raise NotImplementedError

    def _turns(self, picked: Picked, values: Floats, codes: Codes, *, others: "Floats | None" = None) -> list[Turn]:
        """The turns that these codes make. others: (rows,) what is told besides the value."""
        turned = self._switches.take(picked.places, codes)
        if not len(turned):
            return []
        at, names = picked.at, self.places.names
        return [
            Turn(
                at=float(at[row]),
                order=picked.number(row),
                key=names[picked.places[row]],
                on=bool(codes[row] > 0),
                value=float(values[row]),
                other=float("nan") if others is None else float(others[row]),
            )
            for row in turned.tolist()
        ]

    def _keep(self, places: Positions, values: Floats) -> None:
        """Remember the newest number of each place."""
        numbers = ~np.isnan(values)
        if numbers.all():
            self._last[places] = values
        else:
            self._last[places[numbers]] = values[numbers]

    def _reserve(self, places: int) -> None:
        """Have room for so many places."""
        if places > len(self._last):
            self._switches.reserve(places)
            self._last = np.concatenate(
                (self._last, np.full(max(places, 2 * len(self._last)) - len(self._last), np.nan))
            )
