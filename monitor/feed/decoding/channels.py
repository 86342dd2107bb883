"""What servers announce about a channel before they send nothing but its number."""

from collections.abc import Iterable
from typing import Any

import msgspec

from monitor.feed.conditions import compile_literal
from monitor.feed.decoding.plan import compile_value, compile_when
from monitor.feed.paths import Announced, Path
from monitor.feed.profile import ChannelMap
from monitor.feed.scalars import plain_text

__all__ = ["Channels"]

_MOST = 100_000


class Channels:
    """The channels of the present connection.

    paths: every path of the profile; of an announcement only the members they ask for are kept.
    """

    def __init__(self, rule: ChannelMap, paths: Iterable[Path]) -> None:
        when = compile_when(rule.when, key="channels.when", announces=False)
        self._when = [(path, compile_literal(literal)) for path, literal in when]
        self._id = compile_value(rule.id, key="channels.id", announces=False)
        self._ref = compile_value(rule.ref, key="channels.ref", announces=False)
        self._wanted = {path.parts[0].name for path in paths if path.parts and isinstance(path.parts[0], Announced)}
        self._known: dict[str, dict[str, Any]] = {}

    def forget(self) -> None:
        """The connection has ended, and with it the meaning of its numbers."""
        self._known.clear()

    def take_over(self, former: "Channels") -> None:
        """Know what `former` was told. It must have been asked for the same members."""
        self._known.update(former._known)

    def announce(self, message: Any) -> bool:
        """Learn from `message` when it is an announcement; whether it was one."""
        for path, test in self._when:
            value = path.get(message)
            if value is msgspec.UNSET or not test(value):
                return False
        channel = plain_text(self._id.get(message))
        if channel is None or not isinstance(message, dict):
            return False
        # The oldest goes first: servers give out new numbers when a feed subscribes again and again.
        self._known.pop(channel, None)
        while len(self._known) >= _MOST:
            del self._known[next(iter(self._known))]
        self._known[channel] = {name: value for name, value in message.items() if name in self._wanted}
        return True

    def of(self, message: Any) -> Any:
        """What was announced for the channel of `message`; UNSET when that is unknown."""
        channel = plain_text(self._ref.get(message))
        return msgspec.UNSET if channel is None else self._known.get(channel, msgspec.UNSET)
