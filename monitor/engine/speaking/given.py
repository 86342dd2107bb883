"""What a dialect is made from besides its rule."""

from collections.abc import Callable
from dataclasses import dataclass, field

from monitor.wire.frames import MESSAGE_LIMIT

__all__ = ["Given"]


@dataclass(frozen=True, slots=True)
class Given:
    """
    address:       where the connection goes, with all that the dialect has added.
    random:        a float in [0, 1), for names that must differ from one connection to the next.
    message_limit: bytes that one message may have, also put together or inflated.
    memory:        what a dialect keeps from one connection of the feed to the next, under names of its own; empty
                   again once the profile has changed.
    """

    random: Callable[[], float]
    address: str = ""
    message_limit: int = MESSAGE_LIMIT
    memory: dict[str, object] = field(default_factory=dict)
