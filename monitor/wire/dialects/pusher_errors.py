"""What the error codes of Pusher ask of a client (Pusher Channels Protocol, error codes)."""

from typing import Final

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault
from monitor.wire.dialects.channels import refused, with_reason

__all__ = ["PusherError", "fault_of_code"]

_FATAL: Final = frozenset(range(4000, 4100))
"""Not to be connected to again unchanged."""
_ADVICE: Final = {
    4000: "Write wss:// in place of ws:// in the feed's address",
    4001: "Check the application's key in the feed's address",
    4009: "Check the tokens of the channels, or dialect.key and dialect.secret, in the feed's profile",
}
_CHECK: Final = "Check the feed's address and the channels of the dialect in its profile"


class PusherError(msgspec.Struct):
    """The data of an error event."""

    message: str | None = None
    error: str | None = None
    code: int | None = None


def fault_of_code(code: int, said: str) -> DialectFault | None:
    """None for a code that does not end a connection."""
    told = with_reason("the server refuses the connection", said, code)
    if code in _FATAL:
        return refused(told, _ADVICE.get(code, _CHECK), said=code)
    told = with_reason("the server wants us to come back", said, code)
    if 4100 <= code < 4200:
        return DialectFault(told, remedy=Remedy.BACK_OFF, said=code)
    return DialectFault(told, remedy=Remedy.RETRY, said=code) if 4200 <= code < 4300 else None
