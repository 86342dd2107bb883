"""MQTT's codes in words, each with what can be done about it (3.1.1 section 3.2.2.3, 5 section 2.4)."""

from typing import Final

from monitor.core.errors import DialectError, Remedy

__all__ = ["disconnected", "refused", "unsubscribed"]

_LOGIN: Final = "Check username, password and client_id in the feed's profile"
_VERSION: Final = "Set version to 4 or 5 in the feed's profile, as the server speaks it"

_OLD: Final = {1: 0x84, 2: 0x85, 3: 0x88, 4: 0x86, 5: 0x87}
"""The return codes of MQTT 3.1.1 as reason codes of MQTT 5."""

_WORDS: Final = {
    0x00: "normal disconnection",
    0x81: "malformed packet",
    0x82: "protocol error",
    0x83: "implementation specific error",
    0x84: "unsupported protocol version",
    0x85: "client identifier not valid",
    0x86: "bad user name or password",
    0x87: "not authorised",
    0x88: "server unavailable",
    0x89: "server busy",
    0x8A: "banned",
    0x8B: "server shutting down",
    0x8C: "bad authentication method",
    0x8D: "keep alive timeout",
    0x8E: "session taken over by another client with the same identifier",
    0x8F: "topic filter invalid",
    0x90: "topic name invalid",
    0x93: "receive maximum exceeded",
    0x94: "topic alias invalid",
    0x95: "packet too large",
    0x96: "message rate too high",
    0x97: "quota exceeded",
    0x98: "administrative action",
    0x99: "payload format invalid",
    0x9A: "retain not supported",
    0x9B: "QoS not supported",
    0x9C: "use another server",
    0x9D: "server moved",
    0x9E: "shared subscriptions not supported",
    0x9F: "connection rate exceeded",
    0xA0: "maximum connect time",
    0xA1: "subscription identifiers not supported",
    0xA2: "wildcard subscriptions not supported",
}
_ADVICE: Final = {
    0x84: _VERSION,
    0x85: "Set another client_id in the feed's profile",
    0x86: _LOGIN,
    0x87: _LOGIN,
    0x8A: "Ask whoever runs the server to let this client in again",
    0x8C: _LOGIN,
    0x8E: "Set a client_id in the feed's profile that nobody else uses",
    0x8F: "Check topics in the feed's profile",
    0x90: "Check the topic of what was sent",
    0x95: "Send smaller messages",
    0x9A: "Send without retain",
    0x9B: "Lower qos in the feed's profile",
    0x9C: "Change the address to the server that is meant",
    0x9D: "Change the address to the server that is meant",
    0x9E: "Take shared subscriptions out of topics in the feed's profile",
    0xA2: "Name topics without + and # in the feed's profile",
}
_BACK_OFF: Final = frozenset({0x88, 0x89, 0x93, 0x96, 0x97, 0x98, 0x9F})
"""Not 0x8B: a server that shuts down is most often one that starts again."""


def refused(code: int, reason: str, *, version: int) -> DialectError:
    """The server's CONNACK said no."""
    code = _OLD.get(code, code) if version == 4 else code
    return _error("the server refused the MQTT login", code, reason)


def unsubscribed(topics: str, code: int, *, version: int) -> DialectError:
    """The server's SUBACK said no to `topics`. In 3.1.1 it does not say why."""
    if version == 4:
        return DialectError(
            f"the server refused the subscription to {topics}",
            advice="Check topics in the feed's profile and what the login may read",
            remedy=Remedy.ASK,
            code=1000,
        )
    return _error(f"the server refused the subscription to {topics}", code, "")


def disconnected(code: int, reason: str) -> DialectError:
    """The server sent DISCONNECT."""
    return _error("the server ended the MQTT session", code, reason)


def _error(what: str, code: int, reason: str) -> DialectError:
    words = _WORDS.get(code, f"code {code}")
    remedy = Remedy.ASK if code in _ADVICE else Remedy.BACK_OFF if code in _BACK_OFF else Remedy.RETRY
    said = f"{words} ({reason})" if reason else words
    return DialectError(f"{what}: {said}", advice=_ADVICE.get(code, ""), remedy=remedy, code=1000)
