"""The messages of WAMP 2 that a subscriber knows, and what its errors ask of a client."""

from enum import IntEnum
from typing import Any, Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing
from monitor.wire.dialects.raw_json import bounded

__all__ = ["ADVICE_LOGIN", "Word", "ended", "refused", "said", "spoken"]


class Word(IntEnum):
    """Numbers of messages, rfc/text/basic/messages.md of wamp-proto."""

    HELLO = 1
    WELCOME = 2
    ABORT = 3
    CHALLENGE = 4
    AUTHENTICATE = 5
    GOODBYE = 6
    ERROR = 8
    PUBLISH = 16
    SUBSCRIBE = 32
    SUBSCRIBED = 33
    EVENT = 36
    CALL = 48
    RESULT = 50


_LATER: Final = ("system_shutdown", "canceled", "network_failure", "unavailable", "timeout")
ADVICE_LOGIN: Final = "Check realm, method, authid and secret under dialect in the feed's profile"
_ADVICE_TOPIC: Final = "Check the topics of the dialect in the feed's profile, and whether the login may read them"


def spoken(*parts: Any, paced: bool = False) -> Outgoing:
    """A message to send."""
    return Outgoing(msgspec.json.encode(parts), paced=paced)


def said(parts: list[msgspec.Raw], at: int) -> Any:
    """What stands at a place of a message, None where nothing does. Raises msgspec.DecodeError."""
    return msgspec.json.decode(parts[at]) if at < len(parts) else None


def ended(details: Any, reason: Any, *, joined: bool) -> DialectFault:
    """What ABORT or, once `joined`, GOODBYE means."""
    uri, told = _told(details, reason)
    if any(each in uri for each in _LATER):
        return DialectFault(f"the router is going away ({told})", remedy=Remedy.BACK_OFF)
    if joined and "authoriz" not in uri and "authentic" not in uri:
        return DialectFault(f"the router has ended the session ({told})", remedy=Remedy.BACK_OFF)
    return DialectFault(f"the router refuses the session ({told})", advice=ADVICE_LOGIN, remedy=Remedy.ASK)


def refused(topic: str, details: Any, reason: Any, arguments: Any) -> DialectFault:
    """What an ERROR for a subscription of the profile means."""
    if isinstance(arguments, list) and arguments and isinstance(arguments[0], str):
        details = {"message": arguments[0]}
    uri, told = _told(details, reason)
    what = f"the router refuses the subscription of {topic} ({told})"
    if any(each in uri for each in _LATER):
        return DialectFault(what, remedy=Remedy.BACK_OFF)
    return DialectFault(what, advice=_ADVICE_TOPIC, remedy=Remedy.ASK)


def _told(details: Any, reason: Any) -> tuple[str, str]:
    uri = reason if isinstance(reason, str) else "no reason given"
    message = details.get("message") if isinstance(details, dict) else None
    return uri, bounded(f"{uri}: {message}" if isinstance(message, str) and message else uri)
