"""One series that crosses another."""

import numpy as np

from monitor.alerts.judges.idle import Idle
from monitor.alerts.judges.pairs import Meetings, Pairs
from monitor.alerts.judges.pulses import Pulses
from monitor.alerts.rows import Block
from monitor.alerts.rule import Crossing
from monitor.alerts.segments import Positions, before, grouped
from monitor.alerts.switches import MOST_TURNS, Codes, Switches, codes_of
from monitor.alerts.turn import Names, Turn
from monitor.alerts.words import figure, span, title

__all__ = ["CrossingJudge"]


class CrossingJudge(Idle):
    """Waits until the order of the two changes; which way round they begin says nothing yet."""

    def __init__(self, condition: Crossing, *, most: int = MOST_TURNS) -> None:
        self.condition = condition
        self.feed = condition.series.feed
        self._pairs = Pairs(condition.series, condition.other)
        self.streams = self._pairs.streams
        self.keyed = self._pairs.places.keyed
        self.key = condition.series.key if condition.series.key == condition.other.key and not self.keyed else ""
        self._switches = Switches(most=most)
        self._pulses = Pulses(condition.seconds)
        self._most = self._left = most
        self._lost = 0
        self._stands: Codes = np.empty(0, np.int8)

    @property
    def skipped(self) -> int:
        """Turns not told because they came too thick, and keys beyond those that are judged."""
        return self._switches.skipped + self._lost + self._pairs.places.missed

    def take(self, block: Block) -> list[Turn]:
        met = self._pairs.take(block)
        if not len(met.at):
            return []
        self._reserve(len(self._pairs.places))
        rows, ways = self._crossings(met)
        if not len(rows):
            return []
        if self.condition.direction == "either":
            return self._moments(met, rows)
        wanted = 1 if self.condition.direction == "up" else -1
        turned = self._switches.take(met.places[rows], ways * np.int8(wanted))
        return [self._turn(met, int(rows[place]), on=bool(ways[place] == wanted)) for place in turned.tolist()]

    def expire(self, now: float) -> list[Turn]:
        turns = self._pulses.expire(now)
        self.due = self._pulses.due
        return turns

    def refill(self, now: float) -> list[Turn]:
        self._left = self._most
        names = self._pairs.places.names
        return [
            Turn(now, -1, names[place], self._switches.told(place), *self._pairs.newest(place))
            for place in self._switches.beat().tolist()
        ]

    def rewind(self, now: float) -> None:
        self._pulses.rewind(now)
        self.due = self._pulses.due

    def _crossings(self, met: Meetings) -> tuple[Positions, Codes]:
        """The meetings, in order, at which the order of the two is another than before, and which way: 1 is up."""
        codes = codes_of(met.one > met.other, met.one < met.other)
        if ((codes == 0) | (codes == self._stands[met.places])).all():
            return met.order[:0], codes[:0]
        rows = np.flatnonzero(codes)
        rows = rows[grouped(met.places[rows])]
        of, said = met.places[rows], codes[rows]
        earlier = before(of, said, self._stands)
        self._stands[of] = said
        crossed = np.sort(rows[said == -earlier])
        return crossed, codes[crossed]

    def _moments(self, met: Meetings, rows: Positions) -> list[Turn]:
        self._lost += max(0, len(rows) - self._left)
        rows = rows[: self._left]
        self._left -= len(rows)
        turns: list[Turn] = []
        for row in rows.tolist():
            turns += self._pulses.hit(self._turn(met, row, on=True))
        self.due = self._pulses.due
        return turns

    def _turn(self, met: Meetings, row: int, *, on: bool) -> Turn:
        return Turn(
            at=float(met.at[row]),
            order=int(met.order[row]),
            key=self._pairs.places.names[met.places[row]],
            on=on,
            value=float(met.one[row]),
            other=float(met.other[row]),
        )

    def _reserve(self, places: int) -> None:
        if places > len(self._stands):
            more = max(places, 2 * len(self._stands)) - len(self._stands)
            self._stands = np.concatenate((self._stands, np.zeros(more, np.int8)))
            self._switches.reserve(places)

    def reason(self, turn: Turn, names: Names) -> str:
        side = "above" if turn.value > turn.other else "below"
        return f"{self._one(turn)} has crossed to {side} {self._other(turn)}"

    def relief(self, turn: Turn, names: Names) -> str:
        if self.condition.direction == "either":
            return f"{self._one(turn)} has not crossed for {span(self.condition.seconds)}"
        side = "below" if self.condition.direction == "up" else "above"
        return f"{self._one(turn)} is back {side} {self._other(turn)}"

    def _one(self, turn: Turn) -> str:
        name = title(self.condition.series, turn.key)
        return name if np.isnan(turn.value) else f"{name} {figure(turn.value)}"

    def _other(self, turn: Turn) -> str:
        other = self.condition.other
        name = title(other, turn.key if other.key == "*" else other.key)
        return name if np.isnan(turn.other) else f"{name} {figure(turn.other)}"
