"""Centrifugo's client protocol in JSON, version 2, which goes on where the last connection left off."""

from collections.abc import MutableMapping, Sequence
from typing import Any, Final, TypeAlias

import msgspec

from monitor.wire.dialects.base import DialectFault, Outgoing, Payloads
from monitor.wire.dialects.centrifugo_replies import (
    ALREADY_SUBSCRIBED,
    UNRECOVERABLE,
    Connected,
    Failure,
    Publication,
    Push,
    Reply,
    Subscribed,
    fault_of_disconnect,
    fault_of_error,
)
from monitor.wire.dialects.channels import UNREADABLE, Channel, Taken, missed, refused, take_apart, with_reason
from monitor.wire.dialects.raw_json import read_json, unfold
from monitor.wire.received import Received

__all__ = ["Centrifugo", "Positions"]

Positions: TypeAlias = MutableMapping[str, tuple[str, int]]
"""Epoch and offset of the newest publication that was seen of a channel."""

_MOST: Final = 10_000
"""Channels whose position is remembered."""
_SLACK: Final = 10.0
"""So much later than promised a ping may come, as the reference client has it."""
_RESUBSCRIBE: Final = 2500
"""From this code on the end of a subscription is a matter of the moment."""
_PONG: Final = Outgoing(b"{}")
_CONNECT: Final = 1
_COMMANDS: Final = frozenset({"publish", "rpc", "send", "history", "presence", "presence_stats", "subscribe"})
_READ: Final = msgspec.json.Decoder(Reply)


class Centrifugo:
    """One message out for each publication: {"channel", "data", "offset"}, without offset where there is no history.

    positions: what earlier connections have seen, and this one adds to; None to begin anew each time.
    """

    def __init__(
        self, *, channels: Sequence[Channel] = (), token: str = "", positions: Positions | None = None
    ) -> None:
        self._channels = {each.name: each for each in channels}
        self._token = token
        self._positions = positions
        self._epochs: dict[str, str] = {}
        self._asked: dict[int, str] = {}
        self._last = _CONNECT
        self._connected = False
        self._answers = False
        self._patience: float | None = None
        self._heard = 0.0

    @property
    def ready(self) -> bool:
        return self._connected

    @property
    def deadline(self) -> float | None:
        return None if self._patience is None else self._heard + self._patience

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._heard = now
        request: dict[str, Any] = {"token": self._token} if self._token else {}
        joined_by_server = {name: self._since(name) for name in self._positions or () if name not in self._channels}
        if joined_by_server:
            request["subs"] = joined_by_server
        return (_command(_CONNECT, "connect", request),)

    def receive(self, received: Received, *, now: float) -> Payloads:
        self._heard = now
        return take_apart(received, _lines, self._take)

    def tick(self, *, now: float) -> Payloads:
        if self.deadline is None or now < self.deadline:
            return Payloads()
        return missed("the server's pings have stopped")

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing]:
        """A command goes as it is, with an id; {"channel", "data"} is published; all else is sent as a message."""
        value = read_json(text)
        members = value if isinstance(value, dict) else {}
        if not _COMMANDS.isdisjoint(members):
            self._last += 1
            return (Outgoing(msgspec.json.encode({"id": self._last, **members})),)
        if {"channel", "data"} <= members.keys():
            self._last += 1
            return (_command(self._last, "publish", members, paced=False),)
        return (Outgoing(msgspec.json.encode({"send": {"data": value}})),)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return ()

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return fault_of_disconnect(code, reason)

    def _take(self, line: bytes, taken: Taken) -> DialectFault | None:
        try:
            reply = _READ.decode(line)
        except UNREADABLE:
            taken.pass_on(line)
            return None
        if reply.push is not None:
            return self._pushed(reply.push, taken)
        if reply.id == _CONNECT:
            return self._opened(reply, taken)
        if reply.id in self._asked:
            return self._subscribed(self._asked.pop(reply.id), reply, taken)
        if reply.id:
            taken.messages.append(line)
        elif self._answers:
            taken.replies.append(_PONG)
        return None

    def _opened(self, reply: Reply, taken: Taken) -> DialectFault | None:
        if reply.error is not None:
            return fault_of_error("the server refuses the connection", reply.error)
        told = reply.connect or Connected()
        if not self._connected:
            self._connected = True
            self._answers = told.pong
            self._patience = told.ping + _SLACK if told.ping > 0 else None
            for name, state in told.subs.items():
                self._joined(name, state, taken)
            taken.replies.extend(map(self._subscribe, self._channels.values()))
        return None

    def _pushed(self, push: Push, taken: Taken) -> DialectFault | None:
        if push.pub is not None:
            self._publish(push.channel, push.pub, taken)
        elif push.message is not None:
            self._publish(push.channel, push.message, taken)
        elif push.subscribe is not None:
            self._joined(push.channel, push.subscribe, taken)
        elif push.unsubscribe is not None and push.channel in self._channels:
            return self._left(push.channel, push.unsubscribe, taken)
        elif push.disconnect is not None:
            return fault_of_disconnect(push.disconnect.code, push.disconnect.reason)
        return None

    def _left(self, name: str, why: Failure, taken: Taken) -> DialectFault | None:
        if why.code >= _RESUBSCRIBE:
            taken.replies.append(self._subscribe(self._channels[name]))
            return None
        what = with_reason(f"the server has ended the subscription of {name}", why.reason, why.code)
        return refused(what, "Check the channels of the dialect in the feed's profile")

    def _subscribed(self, name: str, reply: Reply, taken: Taken) -> DialectFault | None:
        error = reply.error
        if error is None:
            self._joined(name, reply.subscribe or Subscribed(), taken)
        elif error.code == UNRECOVERABLE and self._forget(name):
            taken.replies.append(self._subscribe(self._channels[name]))
        elif error.code != ALREADY_SUBSCRIBED:
            return fault_of_error(f"the server refuses the channel {name}", error)
        return None

    def _joined(self, name: str, state: Subscribed, taken: Taken) -> None:
        if state.epoch and (name in self._epochs or len(self._epochs) < _MOST):
            self._epochs[name] = state.epoch
        for each in state.publications:
            self._publish(name, each, taken)
        if state.recoverable:
            self._remember(name, state.offset)

    def _publish(self, name: str, publication: Publication, taken: Taken) -> None:
        told = b'{"channel":' + msgspec.json.encode(name) + b',"data":' + unfold(bytes(publication.data) or b"null")
        if publication.offset:
            self._remember(name, publication.offset)
            told += b',"offset":%d' % publication.offset
        taken.messages.append(told + b"}")

    def _subscribe(self, channel: Channel) -> Outgoing:
        request: dict[str, Any] = {"channel": channel.name}
        if channel.token:
            request["token"] = channel.token
        if channel.payload.strip():
            request["data"] = msgspec.Raw(channel.payload.encode(errors="replace"))
        if self._positions is not None and channel.name in self._positions:
            request |= self._since(channel.name)
        self._last += 1
        self._asked[self._last] = channel.name
        return _command(self._last, "subscribe", request)

    def _since(self, name: str) -> dict[str, Any]:
        epoch, offset = (self._positions or {})[name]
        return {"recover": True, "epoch": epoch, "offset": offset}

    def _remember(self, name: str, offset: int) -> None:
        epoch = self._epochs.get(name)
        if self._positions is None or epoch is None:
            return
        if name in self._positions or len(self._positions) < _MOST:
            self._positions[name] = (epoch, offset)

    def _forget(self, name: str) -> bool:
        return self._positions is not None and self._positions.pop(name, None) is not None


def _lines(text: bytes) -> list[bytes]:
    """A frame holds one message a line."""
    return [line for line in text.split(b"\n") if line.strip()]


def _command(number: int, name: str, request: dict[str, Any], *, paced: bool | None = None) -> Outgoing:
    return Outgoing(msgspec.json.encode({"id": number, name: request}), paced=number != _CONNECT and paced is not False)
