"""A condition made ready: its judges in a row, and how what they say is put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from monitor.alerts.judges.band import BandJudge
from monitor.alerts.judges.change import ChangeJudge
from monitor.alerts.judges.crossing import CrossingJudge
from monitor.alerts.judges.gap import GapJudge
from monitor.alerts.judges.match import MatchJudge
from monitor.alerts.judges.silence import SilentFeedJudge, SilentKeyJudge
from monitor.alerts.judges.threshold import ThresholdJudge
from monitor.alerts.rule import (
    AllOf,
    AnyOf,
    Change,
    Condition,
    Crossing,
    GapOpen,
    Match,
    OutsideBand,
    SilentFeed,
    SilentKey,
    Threshold,
)
from monitor.alerts.switches import MOST_TURNS
from monitor.alerts.turn import Judge

__all__ = ["Every", "Holds", "Leaf", "Node", "Some", "compile_condition"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """The judge of this number holds for a key; one that is not keyed holds for all keys alike."""

    judge: int
    keyed: bool

    def met(self, holds: "Holds", key: str) -> list[int]:
        """The judges that make it hold, none where it does not."""
        return [self.judge] if holds(self.judge, key if self.keyed else "") else []


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these."""

    of: "tuple[Node, ...]"

    def met(self, holds: "Holds", key: str) -> list[int]:
        """The judges of the first that holds."""
        return next((met for node in self.of if (met := node.met(holds, key))), [])


@dataclass(frozen=True, slots=True)
class Every:
    """All of these; none at all never hold."""

    of: "tuple[Node, ...]"

    def met(self, holds: "Holds", key: str) -> list[int]:
        """The judges of all, none where one does not hold."""
        met = [node.met(holds, key) for node in self.of]
        return [judge for judges in met for judge in judges] if all(met) else []


Node: TypeAlias = Leaf | Some | Every
Holds: TypeAlias = Callable[[int, str], bool]


def compile_condition(condition: Condition, *, now: float, most: int = MOST_TURNS) -> tuple[Node, Sequence[Judge]]:
    """The tree of a condition and its judges. now: when they begin. most: turns of a judge between two beats."""
    making = _Making(now, most)
    return making.node(condition), making.judges


@dataclass(slots=True)
class _Making:
    now: float
    most: int
    judges: list[Judge] = field(default_factory=list)

    def node(self, condition: Condition) -> Node:
        match condition:
            case AnyOf(of=parts):
                return Some(tuple(self.node(part) for part in parts))
            case AllOf(of=parts):
                return Every(tuple(self.node(part) for part in parts))
            case _:
                judge = self._judge(condition)
                self.judges.append(judge)
                return Leaf(len(self.judges) - 1, judge.keyed)

    def _judge(self, condition: Condition) -> Judge:
        match condition:
            case Threshold():
                return ThresholdJudge(condition, most=self.most)
            case Change():
                return ChangeJudge(condition, most=self.most)
            case Crossing():
                return CrossingJudge(condition, most=self.most)
            case OutsideBand():
                return BandJudge(condition, most=self.most)
            case SilentFeed():
                return SilentFeedJudge(condition)
            case SilentKey():
                return SilentKeyJudge(condition, now=self.now)
            case GapOpen():
                return GapJudge(condition)
            case Match():
                return MatchJudge(condition)
            case AnyOf() | AllOf():
                raise TypeError("a group is no single condition")
