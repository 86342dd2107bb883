"""What close codes mean by a protocol on top of WebSocket: connect again, wait first, or ask the user."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault
from monitor.wire.dialects.raw_json import bounded

__all__ = ["CloseMeaning", "meaning", "turned_away"]

_REFUSING: Final = frozenset({1008, 3000, 3003})
"""Against the policy of the server, unauthorised, forbidden (registry of close codes)."""


@dataclass(frozen=True, slots=True)
class CloseMeaning:
    """what: for the user; the code and the server's reason are put behind it."""

    what: str
    remedy: Remedy
    advice: str = ""


def meaning(table: Mapping[int, CloseMeaning], code: int, reason: str) -> DialectFault | None:
    """What `table` has for the code, None where it has nothing."""
    found = table.get(code)
    if found is None:
        return None
    words = bounded(reason)
    told = f"{found.what} ({code}): {words}" if words else f"{found.what} ({code})"
    return DialectFault(told, advice=found.advice, remedy=found.remedy, said=code)


def turned_away(code: int, reason: str, *, advice: str, also: frozenset[int] = frozenset()) -> DialectFault | None:
    """The end of a connection whose login is not done: None for a code that does not refuse it.

    also: codes by which servers of the protocol refuse a login, besides the registered ones.
    """
    if code not in _REFUSING and code not in also:
        return None
    refusal = CloseMeaning("the server refuses the login", Remedy.ASK, advice)
    return meaning({code: refusal}, code, reason)
