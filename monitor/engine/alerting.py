"""The user's alert rules at work beside the feeds: sees what goes up, and tells when an alert comes on or goes off."""

from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.engine.messages import AlertChanged, AlertCommand, Message

__all__ = ["Alerting"]


class Alerting:
    """emit: takes what there is to tell. Works without any window."""

    def __init__(self, *, clock: Clock, emit: Callable[[AlertChanged], None]) -> None:
        self._clock = clock
        self._emit = emit

    def execute(self, command: AlertCommand) -> None:
        """Carry out what the user has decided."""

    def observe(self, message: Message) -> None:
        """A message goes up: judge by it."""
