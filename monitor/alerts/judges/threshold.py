"""The newest value above or below a limit."""

from monitor.alerts.judges.series import SeriesJudge
from monitor.alerts.rule import Threshold
from monitor.alerts.segments import Positions
from monitor.alerts.switches import MOST_TURNS, Codes, codes_of
from monitor.alerts.turn import Names, Turn
from monitor.alerts.words import figure, title
from monitor.core.batch import Floats

__all__ = ["ThresholdJudge"]


class ThresholdJudge(SeriesJudge):
    """Nothing to remember but where each key stands."""

    def __init__(self, condition: Threshold, *, most: int = MOST_TURNS) -> None:
        super().__init__(condition.series, most=most)
        self._above = condition.side == "above"
        self._limit = condition.value
        self._back = condition.value - condition.hysteresis if self._above else condition.value + condition.hysteresis

    def _codes(self, places: Positions, values: Floats) -> Codes:
        if self._above:
            return codes_of(values > self._limit, values <= self._back)
        return codes_of(values < self._limit, values >= self._back)

    def reason(self, turn: Turn, names: Names) -> str:
        side = "above" if self._above else "below"
        return f"{title(self.series, turn.key)} {figure(turn.value)} is {side} {figure(self._limit)}"

    def relief(self, turn: Turn, names: Names) -> str:
        side = "below" if self._above else "above"
        return f"{title(self.series, turn.key)} {figure(turn.value)} is back {side} {figure(self._limit)}"
