"""Messages of Bayeux 1.0, and what a server advises when something has failed."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing
from monitor.wire.dialects.channels import NOTHING, refused, with_reason

__all__ = ["ADVICE", "Advice", "Answer", "fault_of", "read", "write"]

ADVICE: Final = "Check dialect.ext and the channels of the dialect in the feed's profile"


class Advice(msgspec.Struct):
    """reconnect: "retry", "handshake" or "none"; interval and timeout in milliseconds."""

    reconnect: str = ""
    interval: float | None = None
    timeout: float | None = None


class Answer(msgspec.Struct, rename="camel"):
    """Any message of the server. error: "code:arguments:words"."""

    channel: str
    client_id: str | None = None
    successful: bool | None = None
    subscription: str | list[str] | None = None
    error: str | None = None
    advice: Advice | None = None
    data: msgspec.Raw = NOTHING


_READ: Final = msgspec.json.Decoder(list[Answer])
_READ_ONE: Final = msgspec.json.Decoder(Answer)


def read(text: bytes) -> Sequence[Answer]:
    """The messages of a frame, which are a list. Raises what msgspec does."""
    if text.lstrip(b" \t\r\n").startswith(b"{"):
        return (_READ_ONE.decode(text),)
    return _READ.decode(text)


def write(messages: Sequence[dict[str, Any]], *, paced: bool = False) -> Outgoing:
    """A frame of ours."""
    return Outgoing(msgspec.json.encode(messages), paced=paced)


def fault_of(what: str, answer: Answer) -> DialectFault:
    """A request of ours that has failed."""
    code, _, words = (answer.error or "").partition(":")
    said = words.rpartition(":")[2] or words or code
    told = with_reason(what, said, int(code) if code.isascii() and code.isdecimal() and len(code) < 5 else None)
    advised = answer.advice.reconnect if answer.advice is not None else ""
    if advised == "none" or (code in ("401", "403") and advised != "handshake"):
        return refused(told, ADVICE)
    if advised in ("retry", "handshake"):
        return DialectFault(told, remedy=Remedy.BACK_OFF if answer.channel == "/meta/handshake" else Remedy.RETRY)
    return refused(told, ADVICE)
