"""A message that is as the user wants it, counted for a while after it came."""

from monitor.alerts.judges.idle import Idle
from monitor.alerts.judges.pulses import Pulses
from monitor.alerts.rule import Match
from monitor.alerts.turn import Names, Turn
from monitor.alerts.words import span

__all__ = ["MatchJudge"]


class MatchJudge(Idle):
    """Which messages match is found out by whoever sees the messages."""

    def __init__(self, condition: Match) -> None:
        self.condition = condition
        self.feed = condition.feed
        self._pulses = Pulses(condition.seconds)

    def take_match(self, at: float, words: str) -> list[Turn]:
        turns = self._pulses.hit(Turn(at, -1, "", on=True, detail=words))
        self.due = self._pulses.due
        return turns

    def expire(self, now: float) -> list[Turn]:
        turns = self._pulses.expire(now)
        self.due = self._pulses.due
        return turns

    def rewind(self, now: float) -> None:
        self._pulses.rewind(now)
        self.due = self._pulses.due

    def reason(self, turn: Turn, names: Names) -> str:
        return f"a message of {names.get(self.feed, self.feed)} matches: {turn.detail}"

    def relief(self, turn: Turn, names: Names) -> str:
        name = names.get(self.feed, self.feed)
        return f"no message of {name} has matched for {span(self.condition.seconds)}"
