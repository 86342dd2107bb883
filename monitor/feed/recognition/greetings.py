"""What first messages show: those that a server says by itself, and what its messages are when they are plain."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import parse_qs

from monitor.feed.dialect_rules.brokers import NatsRule
from monitor.feed.dialect_rules.channels import ActionCableRule, PusherRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.feed.discovery.dialects import FRAMED, OF_JSON, Dialect, Sign
from monitor.feed.discovery.hints import hint_at
from monitor.feed.discovery.sample import take_sample
from monitor.feed.parse import parse_json
from monitor.feed.recognition.found import Found
from monitor.feed.recognition.place import place_of

__all__ = ["found_in_messages", "greeting_in"]

_LONGEST: Final = 64 * 1024
_LOOKED_AT: Final = 50


def greeting_in(payload: bytes, address: str) -> Found | None:
    """The dialect whose servers begin like this, None for any other message. address: where it came from."""
    if len(payload) > _LONGEST:
        return None
    sign = _greeting_sign(payload)
    made = _MADE.get(sign.dialect) if sign is not None else None
    return None if made is None else made(address)


def found_in_messages(payloads: Sequence[bytes], address: str) -> Found | None:
    """What the first messages of a connection are in: a dialect that has to be spoken, or plain messages.

    None while there are none. Whatever needs no answer is plain, whoever made it.
    """
    if not payloads:
        return None
    found = greeting_in(payloads[0], address)
    if found is not None:
        return found
    hint = hint_at(take_sample(payloads[:_LOOKED_AT], ()))
    return Found(hint.dialect.value, "its first messages")


def _greeting_sign(payload: bytes) -> Sign | None:
    for sign in FRAMED:
        if sign.greets is not None and sign.greets(payload):
            return sign
    try:
        value: Any = parse_json(payload)
    except ValueError:
        return None
    return next((sign for sign in OF_JSON if sign.greets is not None and sign.greets(value)), None)


def _socket_io(address: str) -> Found | None:
    place = place_of(address)
    if "engine.io" in place.path.lower():
        return None  # Engine.IO alone, whose messages are the application's own.
    # A server that is asked for no version takes the client for one of version 3.
    older = parse_qs(place.query).get("EIO", ["3"])[-1] == "3"
    what = "Socket.IO 2" if older else "Socket.IO 4"
    return Found(what, "its first message, 0{…}", SocketIoRule(version=3 if older else 4))


def _maker(what: str, said: str, rule: DialectRule) -> Callable[[str], Found | None]:
    return lambda _: Found(what, f"its first message, {said}", rule)


_MADE: Final[dict[Dialect, Callable[[str], Found | None]]] = {
    Dialect.ENGINE_IO: _socket_io,
    Dialect.SOCKJS: _maker("SockJS", "o", SockJsRule()),
    Dialect.NATS: _maker("NATS", "INFO", NatsRule()),
    Dialect.PUSHER: _maker("Pusher", "pusher:…", PusherRule()),
    Dialect.ACTION_CABLE: _maker("Action Cable", "welcome", ActionCableRule()),
}
