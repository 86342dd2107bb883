"""What all judges of one series have in common: finding its rows, and a switch for each key."""

import numpy as np

from monitor.alerts.judges.idle import Idle
from monitor.alerts.places import Places, Selection
from monitor.alerts.rows import Block, Positions, Rows
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
        positions, places = self._selection.rows(rows)
        if not len(positions):
            return []
        values = rows.values[rows.columns.index(self.series.column)][positions]
        self._reserve(len(self.places))
        return self._judge(rows, positions, places, values)

    def refill(self, now: float) -> list[Turn]:
        return [
            Turn(now, -1, self.places.names[place], self._switches.told(place), float(self._last[place]))
            for place in self._switches.beat().tolist()
        ]

    def _judge(self, rows: Rows, positions: Positions, places: Positions, values: Floats) -> list[Turn]:
        """What these rows turn."""
        codes = self._codes(places, values)
        return self._turns(rows, positions, places, values, codes)

    def _codes(self, places: Positions, values: Floats) -> Codes:
        raise NotImplementedError

    def _turns(
        self,
        rows: Rows,
        positions: Positions,
        places: Positions,
        values: Floats,
        codes: Codes,
        *,
        others: "Floats | None" = None,
    ) -> list[Turn]:
        """The turns that these codes make. others: (rows,) what is told besides the value."""
        self._keep(places, values)
        names = self.places.names
        return [
            Turn(
                at=float(rows.at[positions[row]]),
                order=rows.first + int(positions[row]),
                key=names[places[row]],
                on=bool(codes[row] > 0),
                value=float(values[row]),
                other=float("nan") if others is None else float(others[row]),
            )
            for row in self._switches.take(places, codes).tolist()
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
