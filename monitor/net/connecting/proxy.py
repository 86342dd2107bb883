"""Proxies: which one to use, and a tunnel through it (python-socks speaks their protocols)."""

import ipaddress
import re
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from python_socks import ProxyError, ProxyType
from python_socks.sync import Proxy as Tunneller

from monitor.core.errors import Fault, TransportError
from monitor.core.secrecy import HIDDEN
from monitor.net.address import Address
from monitor.net.connecting.channel import Channel
from monitor.net.endpoint import DIRECT

__all__ = ["Proxy", "choose_proxy", "open_tunnel"]

_KINDS = {
    # scheme: protocol, whether the proxy looks up names, default port
    "http": (ProxyType.HTTP, True, 80),
    "socks4": (ProxyType.SOCKS4, False, 1080),
    "socks4a": (ProxyType.SOCKS4, True, 1080),
    "socks5": (ProxyType.SOCKS5, False, 1080),
    "socks5h": (ProxyType.SOCKS5, True, 1080),
}
_HEAD_LIMIT = 16 * 1024
_HEAD_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy to go through. `looks_up`: it gets the host's name rather than an address found by us."""

    scheme: str
    host: str
    port: int
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @property
    def protocol(self) -> ProxyType:
        return _KINDS[self.scheme][0]

    @property
    def looks_up(self) -> bool:
        return _KINDS[self.scheme][1]

    @property
    def shown(self) -> str:
        login = f"{HIDDEN}@" if self.username else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{login}{host}:{self.port}"


def choose_proxy(address: Address, wanted: str) -> Proxy | None:
    """The proxy to use: `wanted`, none for "none", the environment's for "". Raises TransportError.

    The environment is http_proxy, https_proxy, all_proxy and no_proxy, and on Windows and macOS the system's
    settings. As in browsers it never applies to this machine's own addresses.
    """
    if wanted == DIRECT:
        return None
    if wanted:
        return _parse(wanted)
    if _is_loopback(address.host) or proxy_bypass(f"{address.host}:{address.port}") or proxy_bypass(address.host):
        return None
    known = getproxies()
    for scheme in ("https" if address.secure else "http", "socks", "all"):
        if url := known.get(scheme):
            return _parse(url)
    return None


def open_tunnel(channel: Channel, proxy: Proxy, *, host: str, port: int) -> None:
    """Have `proxy`, to which `channel` leads, connect to `host`. Raises OSError, ProxyError, ValueError, OutOfTime."""
    through = _HttpHead(channel) if proxy.protocol is ProxyType.HTTP else channel
    tunneller = Tunneller(
        proxy.protocol,
        proxy.host,
        proxy.port,
        username=proxy.username,
        password=proxy.password,
        rdns=proxy.looks_up,
        # A chained proxy is asked for the connection to this one: the door by which ours, with its deadline, gets in.
        forward=cast("Tunneller", _Reached(through)),
    )
    tunneller.connect(host, port)


def _parse(url: str) -> Proxy:
    # The URL itself never shows up in a text: it may hold a password.
    if any(ord(char) <= 0x20 or ord(char) == 0x7F for char in url):
        raise _unusable("the proxy address holds a space or a control character")
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        raise _unusable("the proxy address cannot be read") from None
    if parts.scheme not in _KINDS:
        raise _unusable(f"a proxy of the kind {parts.scheme}:// cannot be used")
    if not parts.hostname:
        raise _unusable("the proxy address names no host")
    return Proxy(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or _KINDS[parts.scheme][2],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or "") if parts.username else None,
    )


def _unusable(what: str) -> TransportError:
    advice = "Give it as http://host:port, socks5://host:port or socks5h://user:password@host:port"
    return TransportError(what, fault=Fault.INVALID, advice=advice)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class _Reached:
    """Stands where python-socks expects a proxy in front of the proxy: the connection is already there."""

    def __init__(self, channel: "Channel | _HttpHead") -> None:
        self._channel = channel

    def connect(self, **_: object) -> "Channel | _HttpHead":
        return self._channel


class _HttpHead:
    """Hands the answer to CONNECT over whole: python-socks takes whatever its first read returns for all of it."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.sendall = channel.sendall
        self.close = channel.close

    def recv(self, _: int) -> bytes:
        head = bytearray()
        while not _HEAD_END.search(head):
            # Byte by byte, so that nothing behind the head is swallowed.
            byte = self._channel.recv(1)
            if not byte:
                raise ProxyError("the proxy closed the connection")
            head += byte
            if len(head) > _HEAD_LIMIT:
                raise ProxyError("the proxy sends an endless answer")
        return bytes(head)
