"""From an endpoint to an open WebSocket, step by step; blocks, so it runs in a worker thread."""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import websocket
from python_socks import ProxyError

from monitor.core.clock import Clock
from monitor.net.connecting.attempt import Attempt, OutOfTime
from monitor.net.connecting.channel import Channel
from monitor.net.connecting.explain import explain, is_wrong_name
from monitor.net.connecting.handshake import Agreement, shake_hands
from monitor.net.connecting.proxy import Proxy, choose_proxy, open_tunnel
from monitor.net.connecting.request import build_request
from monitor.net.connecting.resolve import Place, Resolver, look_up
from monitor.net.connecting.steps import CONNECT, HANDSHAKE, LOOK_UP, PROXY, TLS, Note, Step, Steps
from monitor.net.connecting.tcp import connect_first, tune
from monitor.net.connecting.tls import Certificate, make_context, read_certificate, read_names, wrap
from monitor.net.endpoint import Endpoint

__all__ = ["Negotiated", "Opened", "dial", "reach"]

_FAILURES = (OutOfTime, OSError, ValueError, ProxyError, websocket.WebSocketException)
"""What the libraries below raise when the network or the server misbehaves; TransportError comes ready-made."""


@dataclass(frozen=True, slots=True)
class Negotiated:
    """What came of connecting, for the user to look at.

    compression: the extension as the server confirmed it. tls: its version. expires: when the server's
    certificate does, in seconds since 1970. peer: the address and port at the other end, the proxy's where
    there is one. proxy: redacted. Each None where there is none.
    """

    subprotocol: str | None
    compression: str | None
    tls: str | None
    expires: float | None
    peer: str
    proxy: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A socket on which frames flow from here on, and what was agreed about them."""

    sock: socket.socket
    agreement: Agreement
    negotiated: Negotiated


def dial(endpoint: Endpoint, *, attempt: Attempt, steps: Steps, clock: Clock, resolver: Resolver) -> Opened:
    """Open the WebSocket. Raises TransportError; Abandoned when nobody wants it any more."""
    return _Dialling(endpoint, attempt=attempt, steps=steps, clock=clock, resolver=resolver).run()


def reach(endpoint: Endpoint, *, attempt: Attempt, clock: Clock, resolver: Resolver) -> socket.socket:
    """A connection to the server, by the same way as its WebSocket, on which nothing has been said yet.

    Raises TransportError; Abandoned when nobody wants it any more.
    """
    dialling = _Dialling(endpoint, attempt=attempt, steps=Steps(clock=clock), clock=clock, resolver=resolver)
    sock, _ = dialling.reach()
    return sock


class _Dialling:
    """One attempt: what its steps share."""

    def __init__(self, endpoint: Endpoint, *, attempt: Attempt, steps: Steps, clock: Clock, resolver: Resolver) -> None:
        self._endpoint = endpoint
        self._address = endpoint.address
        self._attempt = attempt
        self._steps = steps
        self._clock = clock
        self._resolver = resolver
        self._proxy: Proxy | None = None
        self._places: list[Place] = []
        self._target = ""
        self._peer = ""

    def run(self) -> Opened:
        # What cannot be sent or used is found before anything goes out.
        build_request(self._endpoint)
        sock, certificate = self.reach()
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(sock.close)
            agreement = self._shake_hands(sock)
            on_failure.pop_all()
        return Opened(sock, agreement, self._negotiated(sock, agreement, certificate))

    def reach(self) -> tuple[socket.socket, Certificate | None]:
        """The name, the connection, the proxy and TLS: all but the handshake."""
        context = make_context(self._endpoint) if self._address.secure else None
        self._proxy = choose_proxy(self._address, self._endpoint.proxy)
        self._look_up()
        sock = self._connect()
        if context is None:
            return sock, None
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(sock.close)
            secured = self._secure(sock, context)
            on_failure.pop_all()
        return secured

    @contextlib.contextmanager
    def _step(self, name: str) -> Iterator[Note]:
        with self._explained(name), self._steps.step(name) as note:
            yield note

    @contextlib.contextmanager
    def _explained(self, name: str) -> Iterator[None]:
        try:
            yield
        except _FAILURES as error:
            raise self._explain(error, name) from error

    def _look_up(self) -> None:
        """Find where to connect to, and what to ask the proxy for where one is used."""
        proxy = self._proxy
        host, port = (proxy.host, proxy.port) if proxy else (self._address.host, self._address.port)
        with self._step(LOOK_UP) as note:
            self._places = look_up(host, port, attempt=self._attempt, resolver=self._resolver)
            note.text = f"{host} is {', '.join(str(place.address[0]) for place in self._places[:4])}"
        self._target = self._address.host
        if proxy and not proxy.looks_up:
            self._target = self._look_up_for_proxy()

    def _look_up_for_proxy(self) -> str:
        """The address to ask a proxy for that takes no names. That it has none is no fault of the proxy's own name."""
        with self._explained(PROXY), self._steps.step(LOOK_UP) as note:
            places = look_up(self._address.host, self._address.port, attempt=self._attempt, resolver=self._resolver)
            best = next((place for place in places if place.family == socket.AF_INET), places[0])
            note.text = f"{self._address.host} is {best.address[0]}"
        return str(best.address[0])

    def _connect(self) -> socket.socket:
        """A connection to the server, through the proxy where there is one."""
        with self._step(CONNECT) as note:
            sock = connect_first(self._places, attempt=self._attempt)
            tune(sock)
            self._peer = Place(sock.family, sock.getpeername()).shown
            note.text = f"connected to {self._peer}"
        if self._proxy is not None:
            with self._step(PROXY) as note:
                self._tunnel(sock, self._proxy)
                note.text = f"through {self._proxy.shown}"
        return sock

    def _tunnel(self, sock: socket.socket, proxy: Proxy) -> None:
        """Have the proxy connect `sock` to the server; closes it where that fails."""
        with contextlib.ExitStack() as on_failure, self._attempt.interrupting(sock):
            on_failure.callback(sock.close)
            channel = Channel(sock, attempt=self._attempt)
            open_tunnel(channel, proxy, host=self._target, port=self._address.port)
            on_failure.pop_all()

    def _secure(self, sock: socket.socket, context: ssl.SSLContext) -> tuple[ssl.SSLSocket, Certificate]:
        with self._step(TLS) as note:
            wrapped = wrap(sock, context, host=self._address.host, attempt=self._attempt)
            certificate = read_certificate(wrapped)
            note.text = f"{wrapped.version()}, {certificate.shown}"
        return wrapped, certificate

    def _shake_hands(self, sock: socket.socket) -> Agreement:
        with self._step(HANDSHAKE) as note, self._attempt.interrupting(sock):
            channel = Channel(sock, attempt=self._attempt)
            agreement = shake_hands(channel, self._endpoint, now=self._clock.wall())
            self._attempt.remaining()
            server = agreement.answer.get("server")
            note.text = "101" + (f", server {ascii(server[:60])[1:-1]}" if server else "")
        return agreement

    def _explain(self, error: Exception, step: str) -> Exception:
        names = self._names_of_certificate() if is_wrong_name(error) else None
        return explain(
            error,
            step=step,
            endpoint=self._endpoint,
            attempt=self._attempt,
            proxy=self._proxy.shown if self._proxy else "",
            names=names,
        )

    def _names_of_certificate(self) -> list[str]:
        """A second look at a certificate that is for another host; nothing if that fails."""
        with contextlib.suppress(*_FAILURES):
            sock = connect_first(self._places, attempt=self._attempt)
            if self._proxy is not None:
                self._tunnel(sock, self._proxy)
            return read_names(sock, make_context(self._endpoint), host=self._address.host, attempt=self._attempt)
        return []

    def _negotiated(self, sock: socket.socket, agreement: Agreement, certificate: Certificate | None) -> Negotiated:
        return Negotiated(
            subprotocol=agreement.subprotocol,
            compression=agreement.extensions,
            tls=sock.version() if isinstance(sock, ssl.SSLSocket) else None,
            expires=certificate.expires if certificate else None,
            peer=self._peer,
            proxy=self._proxy.shown if self._proxy else None,
            steps=tuple(self._steps.done),
        )
