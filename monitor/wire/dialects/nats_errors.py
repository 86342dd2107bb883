"""NATS's -ERR lines, sorted by the words its server uses (server/errors.go)."""

from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.raw_json import bounded

__all__ = ["refusal"]

_LOGIN: Final = "Check user, password, token, seed and jwt in the feed's profile"
_ASK: Final = {
    "authorization violation": _LOGIN,
    "authentication expired": "Set a new jwt or token in the feed's profile",
    "user authentication expired": "Set a new jwt in the feed's profile",
    "user authentication revoked": _LOGIN,
    "account authentication expired": _LOGIN,
    "authentication timeout": _LOGIN,
    "permissions violation for subscription": "Check subjects in the feed's profile and what the login may read",
    "invalid subject": "Check subjects in the feed's profile",
    "invalid client protocol": "Check the address",
    "secure connection": "Use wss:// in the address",
}
_BACK_OFF: Final = ("maximum connections exceeded", "maximum account active connections exceeded", "slow consumer")
_HARMLESS: Final = ("permissions violation for publish", "invalid publish subject")


def refusal(said: bytes) -> DialectError | None:
    """The error in an -ERR line; None for one that leaves the connection as it is."""
    words = bounded(said.decode(errors="replace").strip().strip("'"))
    small = words.lower()
    if small.startswith(_HARMLESS):
        return None
    what = f"the NATS server refused: {words}"
    for start, advice in _ASK.items():
        if small.startswith(start):
            return DialectError(what, advice=advice, remedy=Remedy.ASK, code=1000)
    remedy = Remedy.BACK_OFF if small.startswith(_BACK_OFF) else Remedy.RETRY
    return DialectError(what, remedy=remedy, code=1000)
