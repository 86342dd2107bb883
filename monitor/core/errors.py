"""Every error this program raises on purpose.

    FeedscopeError
     + UsageError            an argument that cannot be meant
     + AddressError          an address that is no WebSocket address
     + ProfileError          a profile file, with file, line and key
        + SharedFileError    a shared workspace, with file, line and key
     + CaptureError          a recording, with file and line
     + TransportError        no connection could be made (Fault says why and whether retrying helps)
     + ProtocolError         the other end broke RFC 6455; carries the close code to send
     + DialectError          the protocol on top of WebSocket cannot go on (a refused login, a missed heartbeat)
     + ConnectionLost        a connection that was there has ended
     + EngineError           the engine process cannot be started or has died
     + KeychainError         the system's keychain is not there, is locked, or refuses
     + PlatformError         this Python and this Qt cannot run the program

An error says what happened and, in `advice`, what the reader can do. It never holds a secret.
Each is handled exactly once: where the program can go on, or in the command line's outermost frame.
"""

from enum import Enum

__all__ = [
    "AddressError",
    "CaptureError",
    "ConnectionLost",
    "DialectError",
    "EngineError",
    "Fault",
    "FeedscopeError",
    "KeychainError",
    "PlatformError",
    "ProfileError",
    "ProtocolError",
    "Remedy",
    "SharedFileError",
    "TransportError",
    "UsageError",
]


class FeedscopeError(Exception):
    """What happened, in words for the user, and what they can do about it."""

    def __init__(self, what: str, *, advice: str = "") -> None:
        super().__init__(what, advice)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what}. {self.advice}" if self.advice else self.what

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and errors cross processes.
        return _revive, (type(self), self.__dict__)


def _revive(kind: type[FeedscopeError], state: dict[str, object]) -> FeedscopeError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    return error


class UsageError(FeedscopeError):
    """An argument that cannot be meant as given."""


class AddressError(FeedscopeError):
    """Text that is no usable `ws://` or `wss://` address."""


class ProfileError(FeedscopeError):
    """A profile that cannot be used as written."""

    def __init__(self, what: str, *, file: str = "", line: int | None = None, key: str = "") -> None:
        place = ":".join(part for part in (file, str(line) if line else "") if part)
        named = f"{key}: {what}" if key else what
        super().__init__(f"{place}: {named}" if place else named)
        self.file = file
        self.line = line
        self.key = key


class SharedFileError(ProfileError):
    """A shared workspace that cannot be used as written."""


class CaptureError(FeedscopeError):
    """A recording with a line that is not in the form of a capture."""

    def __init__(self, what: str, *, file: str, line: int) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file = file
        self.line = line


class Remedy(Enum):
    """What the supervisor does about a failure."""

    RETRY = "retry"
    """Try again with the usual backoff."""
    BACK_OFF = "back off"
    """Try again, but not before the time the server asked for, or the cap."""
    ASK = "ask"
    """Trying again cannot help until the user changes something."""


class Fault(Enum):
    """Why no connection could be made."""

    DNS = "the host name is unknown"
    REFUSED = "the connection was refused"
    UNREACHABLE = "the host cannot be reached"
    TIMEOUT = "the server took too long"
    RESET = "the server cut the connection"
    TLS_NAME = "the certificate is for another host"
    TLS_CHAIN = "the certificate is not trusted"
    TLS_EXPIRED = "the certificate has expired"
    TLS_CLIENT = "the server wants another certificate from us"
    TLS = "TLS failed"
    PROXY = "the proxy refused"
    PROXY_LOGIN = "the proxy wants a login"
    UNAUTHORISED = "the server wants a login (401)"
    FORBIDDEN = "the server forbids this (403)"
    NOT_FOUND = "there is nothing at this path (404)"
    RATE_LIMITED = "too many requests (429)"
    SERVER = "the server is in trouble"
    REDIRECT = "the server points elsewhere"
    NOT_WEBSOCKET = "this is not a WebSocket"
    SUBPROTOCOL = "the server does not speak the subprotocol"
    TOO_LARGE = "the handshake answer is too large"
    INVALID = "the request cannot be sent as written"

    @property
    def remedy(self) -> Remedy:
        """Whether trying again can help."""
        return _REMEDIES.get(self, Remedy.RETRY)


_REMEDIES = {
    Fault.TLS_NAME: Remedy.ASK,
    Fault.TLS_CHAIN: Remedy.ASK,
    Fault.TLS_EXPIRED: Remedy.ASK,
    Fault.TLS_CLIENT: Remedy.ASK,
    Fault.PROXY_LOGIN: Remedy.ASK,
    Fault.UNAUTHORISED: Remedy.ASK,
    Fault.FORBIDDEN: Remedy.ASK,
    Fault.NOT_FOUND: Remedy.ASK,
    Fault.REDIRECT: Remedy.ASK,
    Fault.NOT_WEBSOCKET: Remedy.ASK,
    Fault.SUBPROTOCOL: Remedy.ASK,
    Fault.TOO_LARGE: Remedy.ASK,
    Fault.INVALID: Remedy.ASK,
    Fault.RATE_LIMITED: Remedy.BACK_OFF,
    Fault.SERVER: Remedy.BACK_OFF,
}


class TransportError(FeedscopeError):
    """No connection could be made; `fault` tells why, `retry_after` is in seconds where the server said."""

    def __init__(self, what: str, *, fault: Fault, advice: str = "", retry_after: float | None = None) -> None:
        super().__init__(what, advice=advice)
        self.fault = fault
        self.retry_after = retry_after


class ProtocolError(FeedscopeError):
    """The other end broke RFC 6455; `code` is the close code to answer with (1002, 1007, 1009)."""

    def __init__(self, what: str, *, code: int) -> None:
        super().__init__(what)
        self.code = code


class DialectError(FeedscopeError):
    """A connection that is of no use any more; `code` is the close code to end it with, `said` the server's own."""

    def __init__(self, what: str, *, advice: str = "", remedy: Remedy, code: int, said: int | None = None) -> None:
        super().__init__(what, advice=advice)
        self.remedy = remedy
        self.code = code
        self.said = said


class ConnectionLost(FeedscopeError):
    """An open connection ended; `code` is the close code received, 1006 where there was none.

    said: the reason in the close frame, without secrets.
    """

    def __init__(self, what: str, *, code: int = 1006, said: str = "") -> None:
        super().__init__(what)
        self.code = code
        self.said = said


class EngineError(FeedscopeError):
    """The engine process cannot be started or has died."""


class KeychainError(FeedscopeError):
    """The system's keychain is not there, is locked, does not answer, or refuses."""


class PlatformError(FeedscopeError):
    """This Python together with this Qt cannot run the program."""
