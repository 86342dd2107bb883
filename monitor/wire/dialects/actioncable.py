"""Action Cable, actioncable-v1-json (lib/action_cable.rb and the JavaScript client of Rails)."""

from collections.abc import Sequence
from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.channels import NOTHING, UNREADABLE, Channel, Taken, missed, refused, take_each, with_reason
from monitor.wire.dialects.close_codes import turned_away
from monitor.wire.dialects.raw_json import led_by, read_json, unfold
from monitor.wire.received import Received

__all__ = ["ActionCable"]

_STALE_SECONDS: Final = 6.0
"""The server pings every three seconds; its own client misses two."""
_JOIN_SECONDS: Final = 5.0
"""A subscription that has no answer is asked for again, as a server that restarts may lose it."""
_JOIN_TRIES: Final = 3
_NO_CHANNEL: Final = (b'{"channel":null,"identifier":', b"null")
_REFUSING: Final = frozenset({"unauthorized", "invalid_request"})
_CHANNEL_ADVICE: Final = "Check the channels of the dialect in the feed's profile, and whether the server wants a login"
_LOGIN_ADVICE: Final = "Check the headers and cookies of the feed's profile, among them Origin"


class _Said(msgspec.Struct):
    type: str = ""
    identifier: str = ""
    message: msgspec.Raw = NOTHING
    reason: str | None = None
    reconnect: bool = True


_READ: Final = msgspec.json.Decoder(_Said)


class ActionCable:
    """One message out for each broadcast: {"channel", "identifier", "message"}, the identifier as an object.

    channels: the name of one is its class, the payload the identifier's further members.
    """

    def __init__(self, *, channels: Sequence[Channel] = ()) -> None:
        self._heads: dict[str, tuple[bytes, bytes]] = {}
        self._names: dict[str, str] = {}
        for each in channels:
            identifier = _identifier(each)
            self._names[identifier] = each.name
            self._heads[identifier] = _head(each.name, identifier)
        self._waiting: dict[str, int] = {}
        self._ask_again: float | None = None
        self._welcome = False
        self._heard = 0.0

    @property
    def ready(self) -> bool:
        return self._welcome

    @property
    def deadline(self) -> float | None:
        if not self._welcome:
            return None
        stale = self._heard + _STALE_SECONDS
        return stale if self._ask_again is None else min(stale, self._ask_again)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._heard = now
        return ()

    def receive(self, received: Received, *, now: float) -> Payloads:
        self._heard = now
        payloads = take_each(received, self._take)
        if not self._waiting:
            self._ask_again = None
        elif self._ask_again is None or not received.messages:
            self._ask_again = now + _JOIN_SECONDS
        return payloads

    def tick(self, *, now: float) -> Payloads:
        if self.deadline is None or now < self.deadline:
            return Payloads()
        if now >= self._heard + _STALE_SECONDS:
            return missed("the server's pings have stopped")
        self._ask_again = now + _JOIN_SECONDS
        if max(self._waiting.values()) >= _JOIN_TRIES:
            names = ", ".join(self._names[each] for each in self._waiting)
            return Payloads(fault=DialectFault(f"the server does not answer for {names}", remedy=Remedy.BACK_OFF))
        return Payloads(replies=[self._subscribe(each) for each in self._waiting])

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A command goes as it is; any other object goes to the first channel, which looks for its "action"."""
        value = read_json(text)
        first = next(iter(self._names), "")
        if not first or (isinstance(value, dict) and "command" in value):
            return (Outgoing(text.encode(errors="replace")),)
        data = msgspec.json.encode(value if isinstance(value, dict) else {"message": value}).decode()
        return (Outgoing(msgspec.json.encode({"command": "message", "identifier": first, "data": data})),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return None if self._welcome else turned_away(code, reason, advice=_LOGIN_ADVICE)

    def _take(self, text: bytes, taken: Taken) -> DialectFault | None:
        try:
            said = _READ.decode(text)
        except UNREADABLE:
            taken.pass_on(text)
            return None
        if not said.type:
            if bytes(said.message):
                self._tell(said, taken)
            else:
                taken.pass_on(text)
        elif said.type == "welcome":
            self._welcomed(taken)
        elif said.type == "confirm_subscription":
            self._waiting.pop(said.identifier, None)
        elif said.type == "reject_subscription" and said.identifier in self._names:
            return refused(f"the server refuses the channel {self._names[said.identifier]}", _CHANNEL_ADVICE)
        elif said.type == "disconnect":
            return _disconnected(said)
        return None

    def _welcomed(self, taken: Taken) -> None:
        if not self._welcome:
            self._welcome = True
            taken.replies.extend(map(self._subscribe, self._names))

    def _subscribe(self, identifier: str) -> Outgoing:
        self._waiting[identifier] = self._waiting.get(identifier, 0) + 1
        return Outgoing(msgspec.json.encode({"command": "subscribe", "identifier": identifier}), paced=True)

    def _tell(self, said: _Said, taken: Taken) -> None:
        head, identifier = self._heads.get(said.identifier, _NO_CHANNEL)
        if not identifier.startswith(b"{"):
            identifier = msgspec.json.encode(said.identifier)
        taken.messages.append(head + identifier + b',"message":' + unfold(bytes(said.message)) + b"}")


def _identifier(channel: Channel) -> str:
    """What the server knows the subscription by, and says again letter by letter."""
    named = msgspec.json.encode({"channel": channel.name})
    return (led_by(named, channel.payload.strip().encode(errors="replace")) or named).decode()


def _head(name: str, identifier: str) -> tuple[bytes, bytes]:
    return b'{"channel":' + msgspec.json.encode(name) + b',"identifier":', identifier.encode()


def _disconnected(said: _Said) -> DialectFault:
    what = with_reason("the server has disconnected us", (said.reason or "").replace("_", " "))
    if said.reason in _REFUSING or not said.reconnect:
        return refused(what, _LOGIN_ADVICE)
    return DialectFault(what, remedy=Remedy.RETRY)
