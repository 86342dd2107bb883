"""What to do about a failure: retry, back off or ask the user, and after how long."""

from monitor.core.backoff import Backoff
from monitor.core.errors import (
    ConnectionLost,
    DialectError,
    Fault,
    FeedscopeError,
    ProtocolError,
    Remedy,
    TransportError,
)
from monitor.net.actions import Policy

__all__ = ["Judge"]

_MOST_ASKED = 3600.0
"""A server may ask for no longer pause than this, in seconds."""
_PROTOCOL_TRIES = 3
"""One broken frame may be an accident of the network, three in a row are not."""


class Judge:
    """Turns errors into (remedy, seconds to wait). Counts what repeats; `forgive` after a good spell."""

    def __init__(self, policy: Policy, *, backoff: Backoff) -> None:
        self._policy = policy
        self._backoff = backoff
        self._broken = 0
        self._refused = False

    def change(self, policy: Policy) -> None:
        """Judge by another policy, without what was counted."""
        self._policy = policy
        self.forgive()

    @property
    def strained(self) -> bool:
        """Whether anything has failed since the last good spell."""
        return self._backoff.tries > 0 or self._broken > 0 or self._refused

    def forgive(self) -> None:
        """Data has come long enough, or the user asked: the next failure counts as the first."""
        self._backoff.reset()
        self._broken = 0
        self._refused = False

    def judge(self, error: FeedscopeError, *, host_unknown: bool) -> tuple[Remedy, float]:
        """`host_unknown`: a failing name look-up is the name's fault, not the network's."""
        remedy, delay = self._first(error, host_unknown=host_unknown)
        if remedy is Remedy.ASK and _is_refusal(error) and self._policy.fresh_login and not self._refused:
            # A token may have ended between being given and being used.
            self._refused = True
            return Remedy.RETRY, self._backoff.next()
        return remedy, delay

    def _first(self, error: FeedscopeError, *, host_unknown: bool) -> tuple[Remedy, float]:
        if isinstance(error, TransportError):
            return self._transport(error, host_unknown=host_unknown)
        if isinstance(error, ProtocolError):
            self._broken += 1
            return (Remedy.ASK if self._broken >= _PROTOCOL_TRIES else Remedy.RETRY), self._backoff.next()
        if isinstance(error, DialectError):
            return self._dialect(error)
        if isinstance(error, ConnectionLost):
            return self._code(error.code)
        # What is left is the profile's fault (a missing variable, an unusable address).
        return Remedy.ASK, 0.0

    def _transport(self, error: TransportError, *, host_unknown: bool) -> tuple[Remedy, float]:
        if error.fault is Fault.DNS and host_unknown:
            return Remedy.ASK, 0.0
        if error.fault.remedy is not Remedy.BACK_OFF:
            return error.fault.remedy, self._backoff.next()
        if error.retry_after is None:
            return Remedy.BACK_OFF, self._backoff.between(15.0, 30.0)
        return Remedy.BACK_OFF, max(min(error.retry_after, _MOST_ASKED), self._backoff.next())

    def _dialect(self, error: DialectError) -> tuple[Remedy, float]:
        if error.said in self._policy.fatal_codes:
            return Remedy.ASK, 0.0
        if error.said in self._policy.retry_codes:
            return Remedy.RETRY, self._backoff.next()
        if error.remedy is Remedy.BACK_OFF:
            return Remedy.BACK_OFF, self._backoff.between(15.0, 30.0)
        return error.remedy, self._backoff.next()

    def _code(self, code: int) -> tuple[Remedy, float]:
        if code in self._policy.fatal_codes:
            return Remedy.ASK, 0.0
        if code in self._policy.retry_codes:
            return Remedy.RETRY, self._backoff.next()
        if code == 1012:
            # The registry of close codes asks clients to spread over 5 to 30 seconds after a restart.
            return Remedy.BACK_OFF, self._backoff.between(5.0, 15.0)
        if code == 1013:
            return Remedy.BACK_OFF, self._backoff.between(15.0, 30.0)
        return Remedy.RETRY, self._backoff.next()


def _is_refusal(error: FeedscopeError) -> bool:
    """Whether it may be the login that was refused."""
    if isinstance(error, TransportError):
        return error.fault in (Fault.UNAUTHORISED, Fault.FORBIDDEN)
    return isinstance(error, DialectError | ConnectionLost)
