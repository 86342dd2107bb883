"""Everything one connection attempt needs to know."""

import base64
from dataclasses import KW_ONLY, dataclass, field

from monitor.core.secrecy import looks_secret, repeatable
from monitor.net.address import Address, parse

__all__ = ["DIRECT", "Endpoint"]

DIRECT = "none"
"""As a proxy: go straight there, whatever the environment says. As an origin: send none."""

_MESSAGE_LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how to connect. Raises AddressError when `url` is no address.

    origin:        "" sends the server's own, "none" sends none.
    proxy:         a URL (http, socks4, socks4a, socks5, socks5h); "" follows the environment, "none" goes straight.
    ca, certificate, key: PEM files; a CA to trust besides the system's, and a certificate of our own.
    connect_seconds: for everything from the name look-up to the end of the handshake together.
    message_limit: bytes of a message after inflating.
    check_utf8:    check text on arrival, and fail with 1007 at its first bad byte (RFC 6455 section 8.1). Left out by
                   default, because the decoder of the messages does it anyway.
    """

    url: str = field(repr=False)
    _: KW_ONLY
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    origin: str = ""
    subprotocols: tuple[str, ...] = ()
    compression: bool = True
    proxy: str = field(default="", repr=False)
    ca: str = ""
    certificate: str = ""
    key: str = ""
    connect_seconds: float = 10.0
    message_limit: int = _MESSAGE_LIMIT
    check_utf8: bool = False
    address: Address = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", parse(self.url))

    @property
    def shown(self) -> str:
        """The address for the user, with every secret redacted."""
        return self.address.shown

    @property
    def authorization(self) -> str | None:
        """The Authorization header made of a login in the address (RFC 7617), None where there is none."""
        if self.address.login is None:
            return None
        user, password = self.address.login
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")

    @property
    def secrets(self) -> frozenset[str]:
        """Values that must not show up in any text, whoever wrote it."""
        found = {value for _, value in self.cookies}
        for name, value in self.headers:
            if looks_secret(name):
                found.update(repeatable(value))
        for pair in self.address.target.partition("?")[2].split("&"):
            name, _, value = pair.partition("=")
            if looks_secret(name):
                found.add(value)
        found.update(filter(None, (self.authorization, *(self.address.login or ()))))
        return frozenset(found)
