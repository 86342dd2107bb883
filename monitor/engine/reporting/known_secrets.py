"""The secrets of every feed that an engine has been told of, for whoever writes something down."""

import contextlib
from collections.abc import Mapping

from monitor.core.errors import FeedscopeError
from monitor.engine.commands import (
    ChangeFeed,
    Command,
    OpenFeed,
)
from monitor.feed.redaction import secrets
from monitor.feed.sources import Sources

__all__ = ["KnownSecrets"]

_MOST = 10_000
"""Values. Beyond them the patterns of what looks like a secret have to do."""


class KnownSecrets:
    """Grows with the commands it is shown; a secret that is no longer used may still be spoken of."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._values: frozenset[str] = frozenset()

    def __call__(self) -> frozenset[str]:
        """All of them."""
        return self._values

    def heed(self, command: Command) -> None:
        """Learn what this command holds."""
        if not isinstance(command, OpenFeed | ChangeFeed) or len(self._values) >= _MOST:
            return
        told = frozenset(value for value in command.secrets.values() if value)
        # A profile that cannot be read is refused by the engine, which says why.
        with contextlib.suppress(FeedscopeError):
            told |= secrets(command.profile, Sources(self._environment, secrets=command.secrets))
        self._values |= told
