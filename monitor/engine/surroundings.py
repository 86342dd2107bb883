"""What a feed at work needs of its engine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from monitor.core.clock import Clock
from monitor.engine.messages import Message

if TYPE_CHECKING:
    from monitor.engine.session import Session

__all__ = ["Surroundings"]


class Surroundings(Protocol):
    """The engine as one of its feeds sees it."""

    clock: Clock
    environment: Mapping[str, str]

    def emit(self, message: Message) -> None:
        """Hand a message up."""

    def expect(self, session: "Session") -> None:
        """Have its `flush` called at the next handover."""

    def network_up(self) -> bool:
        """Whether another host is known to be reachable."""

    def random(self) -> float:
        """A float in [0, 1), for jitter."""
