"""TLS: what is trusted, the handshake, and what there is to say about a certificate."""

import contextlib
import socket
import ssl
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.attempt import Attempt, OutOfTime
from monitor.net.endpoint import Endpoint

if sys.platform == "win32" or sys.platform == "darwin":
    import truststore

__all__ = ["Certificate", "make_context", "read_certificate", "read_names", "wrap"]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Of a verified server. `expires` in seconds since 1970; None where the system verified and tells nothing."""

    issuer: str
    expires: float | None

    @property
    def shown(self) -> str:
        if self.expires is None:
            return "certificate accepted by the system"
        day = datetime.fromtimestamp(self.expires, UTC).date()
        return f"certificate by {self.issuer or 'an unnamed authority'}, valid until {day.isoformat()}"


def make_context(endpoint: Endpoint) -> ssl.SSLContext:
    """Chain and name are always verified. Raises TransportError when a file of the profile cannot be used."""
    context = _system_context()
    # A proxy in front of the server may prefer HTTP/2 when it is let, and WebSocket then ends at once.
    context.set_alpn_protocols(["http/1.1"])
    context.options |= ssl.OP_NO_RENEGOTIATION
    if endpoint.ca:
        with _file_of(endpoint.ca, "the certificate authority"):
            context.load_verify_locations(cafile=str(Path(endpoint.ca).expanduser()))
    if endpoint.certificate:
        key = str(Path(endpoint.key).expanduser()) if endpoint.key else None
        with _file_of(endpoint.certificate, "the client certificate or its key"):
            # Without a password OpenSSL would ask for one on the terminal, and wait.
            context.load_cert_chain(str(Path(endpoint.certificate).expanduser()), key, password=lambda: "")
    return context


def wrap(sock: socket.socket, context: ssl.SSLContext, *, host: str, attempt: Attempt) -> ssl.SSLSocket:
    """Do the TLS handshake. `sock` is closed or taken over. Raises OSError, OutOfTime, Abandoned."""
    with attempt.interrupting(sock):
        # The time-out counts for the handshake as a whole, however slowly it dribbles in.
        sock.settimeout(attempt.remaining())
        try:
            return context.wrap_socket(sock, server_hostname=_server_name(host))
        except TimeoutError:
            raise OutOfTime from None
        except BaseException:
            sock.close()
            raise


def read_certificate(sock: ssl.SSLSocket) -> Certificate:
    """The facts of the certificate that was accepted."""
    facts: dict[str, Any] = sock.getpeercert() or {}
    issuer = {name: value for part in facts.get("issuer", ()) for name, value in part}
    return Certificate(
        issuer=issuer.get("organizationName") or issuer.get("commonName") or "",
        expires=float(ssl.cert_time_to_seconds(facts["notAfter"])) if "notAfter" in facts else None,
    )


def read_names(sock: socket.socket, context: ssl.SSLContext, *, host: str, attempt: Attempt) -> list[str]:
    """The names on a certificate that is trusted but for another host. Nothing is sent over the connection.

    OpenSSL tells nothing of a certificate that it has refused, so this looks again with only the name unchecked.
    """
    context.check_hostname = False
    with contextlib.closing(wrap(sock, context, host=host, attempt=attempt)) as second:
        facts: dict[str, Any] = second.getpeercert() or {}
    return [str(value) for _, value in facts.get("subjectAltName", ())]


def _system_context() -> ssl.SSLContext:
    if sys.platform == "win32" or sys.platform == "darwin":
        # There the system itself judges, with roots it fetches when they are first needed.
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ssl.create_default_context()


def _server_name(host: str) -> str:
    """The name to ask for: neither a root dot nor a zone is part of a certificate."""
    return host.partition("%")[0].removesuffix(".")


@contextlib.contextmanager
def _file_of(path: str, what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        # ssl.SSLError is an OSError; of all of these only a missing file says something a user understands.
        reason = "the file is not there" if isinstance(error, FileNotFoundError) else "the file cannot be used"
        advice = f"{path} must be a readable PEM file without a password"
        raise TransportError(f"{what} cannot be loaded: {reason}", fault=Fault.INVALID, advice=advice) from error
