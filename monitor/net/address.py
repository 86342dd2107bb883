"""Reading what a user pastes as the address of a feed."""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from monitor.core.errors import AddressError
from monitor.net.redaction import redact

__all__ = ["Address", "parse"]

_EXAMPLE = "A WebSocket address looks like wss://host/path"
_SCHEMES = {"ws": False, "wss": True, "http": False, "https": True}
_SLIP = re.compile(r"(wss?|https?):/?(?=[^/\d])", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# The printable characters that browsers send as they are (WHATWG URL, path and query percent-encode sets).
_PATH_SAFE = "/%:@!$&'()*+,;=|[]~-._"
_QUERY_SAFE = _PATH_SAFE + "?`{}^\\"


@dataclass(frozen=True, slots=True)
class Address:
    """A WebSocket address, taken apart and ready to send.

    host:   ASCII, lower case, an IPv6 address without brackets.
    target: path and query, percent-encoded, beginning with "/".
    login:  user and password that stood before the host.
    notes:  what was corrected in the text, in words for the user.
    """

    secure: bool
    host: str
    port: int
    target: str = field(default="/", repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()

    @property
    def scheme(self) -> str:
        return "wss" if self.secure else "ws"

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port, as the Host header has it (RFC 6455 section 4.1)."""
        host = f"[{self.host.partition('%')[0]}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The origin that a page of this very host would send."""
        return f"http{'s' if self.secure else ''}://{self.authority}"

    @property
    def url(self) -> str:
        """The address in its normal form, without the login."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def shown(self) -> str:
        """The address as it may be shown, with every secret redacted."""
        return redact(self.url)


def parse(text: str) -> Address:
    """The address in `text`. What is missing or mistyped is corrected where only one thing can be meant.

    Raises AddressError.
    """
    notes: list[str] = []
    text = text.strip().strip("\"'<>`").strip()
    if not text:
        raise AddressError("there is no address", advice=_EXAMPLE)
    if _CONTROL.search(text):
        raise AddressError("the address holds a line break or another control character", advice="Remove it")
    secure, rest = _split_scheme(text, notes)
    authority, target = _split_target(rest, notes)
    login, host, port = _split_authority(authority)
    return Address(
        secure=secure,
        host=_checked_host(host),
        port=_checked_port(port, default=443 if secure else 80),
        target=target,
        login=login,
        notes=tuple(notes),
    )


def _split_scheme(text: str, notes: list[str]) -> tuple[bool, str]:
    """Whether TLS is meant, and what follows the scheme."""
    if given := _SCHEME.match(text):
        name, rest = given[1].lower(), text[given.end() :]
        if name not in _SCHEMES:
            raise AddressError(f"{name}:// is no WebSocket address", advice="Use an address with wss:// or ws://")
        if name.startswith("http"):
            notes.append(f"{name}:// was read as {name.replace('http', 'ws')}://")
        return _SCHEMES[name], rest
    if slip := _SLIP.match(text):
        name = slip[1].lower().replace("http", "ws")
        notes.append(f"{slip[0]} was read as {name}://")
        return _SCHEMES[name], text[slip.end() :]
    rest = text.lstrip("/")
    secure = not _is_this_machine(rest)
    notes.append(f"{'wss' if secure else 'ws'}:// was assumed")
    return secure, rest


def _is_this_machine(rest: str) -> bool:
    """Whether an address without a scheme points to this machine, where TLS is rare."""
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].lower()
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _split_target(rest: str, notes: list[str]) -> tuple[str, str]:
    """Authority, and path with query ready to send."""
    rest, hash_mark, _ = rest.partition("#")
    if hash_mark:
        # RFC 6455 section 3: a fragment has no meaning here and is never sent.
        notes.append("what follows # is not sent")
    authority = re.split(r"[/?]", rest, maxsplit=1)[0]
    path, mark, query = rest[len(authority) :].partition("?")
    target = quote(path or "/", safe=_PATH_SAFE) + mark + quote(query, safe=_QUERY_SAFE)
    return authority, target


def _split_authority(authority: str) -> tuple[tuple[str, str] | None, str, str]:
    userinfo, at, place = authority.rpartition("@")
    user, _, password = userinfo.partition(":")
    login = (unquote(user), unquote(password)) if at else None
    if login and _CONTROL.search("".join(login)):
        raise AddressError("the login in the address holds a control character", advice="Remove it")
    if place.startswith("["):
        host, bracket, port = place[1:].partition("]")
        if not bracket or (port and not port.startswith(":")):
            raise AddressError("the IPv6 address lacks its closing bracket", advice="Write [::1]:port")
        return login, f"[{host}]", port[1:]
    if place.count(":") > 1:
        raise AddressError("the port cannot be told from the host", advice="Put an IPv6 address into brackets: [::1]")
    host, _, port = place.partition(":")
    return login, host, port


def _checked_host(host: str) -> str:
    if not host or host == "[]":
        raise AddressError("the address names no host", advice=_EXAMPLE)
    if host.startswith("["):
        return _checked_ipv6(host[1:-1])
    try:
        name = unquote(host).encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise AddressError(f"{host!r} cannot be a host name", advice="Check the spelling of the host") from None
    labels = name.removesuffix(".").split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressError(f"{host!r} cannot be a host name", advice="Check the spelling of the host")
    return name


def _checked_ipv6(text: str) -> str:
    try:
        # A zone id is written with an encoded % in an address (RFC 6874).
        return str(ipaddress.IPv6Address(text.replace("%25", "%")))
    except ValueError:
        raise AddressError(f"[{text}] is no IPv6 address", advice="Check the digits between the brackets") from None


def _checked_port(port: str, *, default: int) -> int:
    if not port:
        return default
    if not (port.isascii() and port.isdigit()) or not 0 < int(port[:6]) <= 65535:
        # What stands here may be half of a password with a slash in it, so it is not repeated.
        raise AddressError("what follows the host is no port", advice="A port is a number from 1 to 65535")
    return int(port)
