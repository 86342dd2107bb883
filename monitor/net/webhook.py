"""Telling a web address something: one HTTP POST, bounded in time, certificates checked, redirects not followed."""

import contextlib
import http.client
import re
import socket

from python_socks import ProxyError

from monitor import __version__
from monitor.core.clock import Clock
from monitor.core.errors import AddressError, Fault, Remedy, TransportError
from monitor.net.connecting.attempt import Attempt, OutOfTime
from monitor.net.connecting.channel import Channel
from monitor.net.connecting.explain import explain
from monitor.net.connecting.proxy import Proxy, choose_proxy, open_tunnel
from monitor.net.connecting.resolve import Resolver, look_up, system_resolver
from monitor.net.connecting.steps import CONNECT, LOOK_UP, PROXY, TLS
from monitor.net.connecting.tcp import connect_first, tune
from monitor.net.connecting.tls import make_context, wrap
from monitor.net.endpoint import Endpoint
from monitor.net.worker import in_thread

__all__ = ["post", "worth_retrying"]

_SECONDS = 5.0
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)


async def post(
    url: str,
    body: bytes,
    *,
    clock: Clock,
    seconds: float = _SECONDS,
    ca: str = "",
    resolver: Resolver = system_resolver,
) -> None:
    """Send `body`, which is JSON, once. No text holds more of the address than its host and port.

    seconds: for everything from the name look-up to the answer together.
    ca:      a PEM file of an authority to trust besides the system's.
    Raises AddressError, or TransportError where it did not arrive, or was not taken.
    """
    if not _WEB.match(url):
        raise AddressError("the webhook is no web address", advice="It begins with https:// or http://")
    endpoint = Endpoint(url.strip(), ca=ca, connect_seconds=seconds)
    attempt = Attempt(seconds, clock=clock)
    delivery = _Delivery(endpoint, body, attempt=attempt, resolver=resolver)
    await in_thread(delivery.run, interrupt=attempt.abandon, discard=lambda _: None, name="webhook")


def worth_retrying(error: Exception) -> bool:
    """Whether the same message may get through another time."""
    return isinstance(error, TransportError) and error.fault.remedy is not Remedy.ASK


class _Delivery:
    """One attempt; runs in a thread of its own."""

    def __init__(self, endpoint: Endpoint, body: bytes, *, attempt: Attempt, resolver: Resolver) -> None:
        self._endpoint = endpoint
        self._address = endpoint.address
        self._body = body
        self._attempt = attempt
        self._resolver = resolver
        self._proxy: Proxy | None = None
        self._step = LOOK_UP

    def run(self) -> None:
        self._proxy = choose_proxy(self._address, self._endpoint.proxy)
        try:
            sock = self._reach()
        except (OutOfTime, OSError, ValueError, ProxyError) as error:
            shown = self._proxy.shown if self._proxy else ""
            raise explain(
                error, step=self._step, endpoint=self._endpoint, attempt=self._attempt, proxy=shown
            ) from error
        with sock, self._attempt.interrupting(sock):
            self._judge(self._say(sock))

    def _reach(self) -> socket.socket:
        """A connection to the server, through the proxy where there is one, encrypted where the address says so."""
        address, proxy = self._address, self._proxy
        context = make_context(self._endpoint) if address.secure else None
        host, port = (proxy.host, proxy.port) if proxy else (address.host, address.port)
        places = look_up(host, port, attempt=self._attempt, resolver=self._resolver)
        self._step = CONNECT
        sock = connect_first(places, attempt=self._attempt)
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(sock.close)
            tune(sock)
            if proxy is not None:
                self._step = PROXY
                with self._attempt.interrupting(sock):
                    open_tunnel(Channel(sock, attempt=self._attempt), proxy, host=address.host, port=address.port)
            on_failure.pop_all()
        if context is None:
            return sock
        self._step = TLS
        return wrap(sock, context, host=address.host, attempt=self._attempt)

    def _say(self, sock: socket.socket) -> int:
        """The status of the answer."""
        sock.settimeout(self._attempt.remaining())
        connection = http.client.HTTPConnection(self._address.host, self._address.port)
        connection.sock = sock
        headers = {
            "Host": self._address.authority,
            "User-Agent": f"feedscope/{__version__}",
            "Content-Type": "application/json; charset=utf-8",
            "Connection": "close",
        }
        if self._endpoint.authorization:
            headers["Authorization"] = self._endpoint.authorization
        where = self._address.authority
        try:
            connection.request("POST", self._address.target, body=self._body, headers=headers)
            answer = connection.getresponse()
        except TimeoutError as error:
            raise TransportError(
                f"{where} gave no answer within {self._attempt.seconds:g} s", fault=Fault.TIMEOUT
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise TransportError(f"{where} cut the connection before it answered", fault=Fault.RESET) from error
        return answer.status

    def _judge(self, status: int) -> None:
        """Raises TransportError unless the message was taken."""
        if 200 <= status < 300:
            return
        where = self._address.authority
        if 300 <= status < 400:
            advice = "Enter the address it points to; the message is not sent on by itself"
            raise TransportError(f"{where} points elsewhere ({status})", fault=Fault.REDIRECT, advice=advice)
        usual = (Fault.SERVER, "is in trouble") if status >= 500 else (Fault.NOT_FOUND, "does not take this")
        fault, words = _REFUSALS.get(status, usual)
        advice = "" if fault.remedy is not Remedy.ASK else "Check the address of the webhook"
        raise TransportError(f"{where} {words} ({status})", fault=fault, advice=advice)


_REFUSALS = {
    401: (Fault.UNAUTHORISED, "wants a login"),
    403: (Fault.FORBIDDEN, "forbids this"),
    404: (Fault.NOT_FOUND, "has nothing at this path"),
    410: (Fault.NOT_FOUND, "has nothing at this path any more"),
    408: (Fault.TIMEOUT, "waited too long"),
    429: (Fault.RATE_LIMITED, "got too many requests"),
}
