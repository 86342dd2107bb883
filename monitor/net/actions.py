"""What the supervisor asks to be done, and what a profile may say about how it decides."""

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Action", "Announce", "CloseGap", "Connect", "Disconnect", "OpenGap", "Policy", "SendPing"]


@dataclass(frozen=True, slots=True)
class Connect:
    """Open a connection; report it by `opened` or `failed`. Beside the one in use when there is one."""


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Leave the connection, or the attempt at one; nothing is reported back. `polite`: say goodbye first."""

    polite: bool = False


@dataclass(frozen=True, slots=True)
class SendPing:
    """Send a protocol ping with this payload; report its pong by `pong`."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Data is missing from `start` on."""

    start: float
    reason: str


@dataclass(frozen=True, slots=True)
class CloseGap:
    """Data is whole again from `end` on."""

    end: float


@dataclass(frozen=True, slots=True)
class Announce:
    """Something the user sees has changed: state, detail, retry time, round trip."""


Action: TypeAlias = Connect | Disconnect | SendPing | OpenGap | CloseGap | Announce


@dataclass(frozen=True, slots=True)
class Policy:
    """What a profile may say about supervision. Spans in seconds; max_age 0 means no end is known."""

    ping_seconds: float = 10.0
    pong_seconds: float = 5.0
    silence_seconds: float = 10.0
    max_age: float = 0.0
    reconnect: bool = True
    retry_codes: frozenset[int] = frozenset()
    fatal_codes: frozenset[int] = frozenset()
    fresh_login: bool = False
    """Each connection logs in anew, so that one refusal may have been bad luck."""
