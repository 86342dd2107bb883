"""Exceptions of sockets, TLS, proxies and websocket-client, in plain words."""

import errno
import socket
import ssl

from python_socks import ProxyError

from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.attempt import Attempt, OutOfTime
from monitor.net.connecting.refusal import PERHAPS_TLS
from monitor.net.connecting.steps import CONNECT, HANDSHAKE, LOOK_UP, PROXY, TLS
from monitor.net.endpoint import Endpoint
from monitor.net.redaction import one_line, scrub

__all__ = ["explain", "is_wrong_name"]

# X509_V_ERR_ codes of OpenSSL's x509_vfy.h.
_NOT_YET_VALID, _EXPIRED = 9, 10
_SELF_SIGNED = (18, 19)
_WRONG_NAME = (62, 64)

_UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
_PLAIN_TEXT_REASONS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "UNKNOWN_PROTOCOL")

_TOO_SLOW = {
    LOOK_UP: "the name look-up of {where} gave no answer",
    CONNECT: "{where} did not answer",
    PROXY: "the proxy did not open the way to {where}",
    TLS: "{where} did not finish the TLS handshake",
    HANDSHAKE: "{where} did not finish the WebSocket handshake",
}


def explain(
    error: Exception,
    *,
    step: str,
    endpoint: Endpoint,
    attempt: Attempt,
    proxy: str = "",
    names: list[str] | None = None,
) -> TransportError:
    """What `error`, raised in `step`, means.

    proxy: the proxy on the way, redacted; "" for none.
    names: those on a certificate that is for another host, as far as known.
    """
    if isinstance(error, TransportError):
        return error
    where = endpoint.address.authority
    if isinstance(error, OutOfTime):
        if proxy and step in (LOOK_UP, CONNECT):
            where = f"the proxy {proxy}"
        what = f"{_TOO_SLOW[step].format(where=where)} within {attempt.seconds:g} s"
        return _error(what, Fault.TIMEOUT, "Check the network, and host and port of the address")
    if proxy and step in (LOOK_UP, CONNECT, PROXY):
        if step == PROXY and isinstance(error, socket.gaierror):
            # Of the server: a proxy that takes no names must be asked for it by its address.
            advice = "With socks5h:// in place of socks5://, or socks4a:// of socks4://, the proxy looks the name up"
            what = (
                f"{endpoint.address.host} is unknown to this computer, so that the proxy {proxy} was not asked for it"
            )
            return _error(what, Fault.PROXY, advice)
        return _of_proxy(error, proxy, where, endpoint)
    if isinstance(error, ssl.SSLError):
        return _of_tls(error, where, endpoint.address.host, names or [])
    if isinstance(error, OSError):
        return _of_socket(error, step, endpoint)
    return _error(
        f"{where} answered, but not as a WebSocket must: {_brief(error, endpoint)}",
        Fault.NOT_WEBSOCKET,
        "Check the path of the address; something between may also have changed the answer",
    )


def is_wrong_name(error: BaseException) -> bool:
    """Whether TLS failed because the certificate is for another host."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return False
    # OpenSSL has codes; the verifiers of Windows and macOS have only their words.
    code = getattr(error, "verify_code", 0)
    return code in _WRONG_NAME or (code not in range(1, 100) and "match" in str(error))


def _of_socket(error: OSError, step: str, endpoint: Endpoint) -> TransportError:
    where, host = endpoint.address.authority, endpoint.address.host
    if isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_AGAIN:
            return _error(f"the name {host} cannot be looked up now", Fault.DNS, "Check the network connection")
        return _error(f"the host name {host} is unknown", Fault.DNS, "Check its spelling and the network connection")
    if isinstance(error, ConnectionRefusedError) or error.errno == errno.ECONNREFUSED:
        return _error(f"{where} refused the connection", Fault.REFUSED, "Check that the server runs, and the port")
    if error.errno in _UNREACHABLE:
        return _error(f"{where} cannot be reached from here", Fault.UNREACHABLE, "Check the network connection")
    if isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT:
        return _error(f"{where} did not answer", Fault.TIMEOUT, "Check the network, and host and port of the address")
    if isinstance(error, ConnectionError):
        during = "TLS" if step == TLS else "WebSocket"
        advice = "" if endpoint.address.secure else PERHAPS_TLS
        return _error(f"{where} cut the connection during the {during} handshake", Fault.RESET, advice)
    text = error.strerror or type(error).__name__
    return _error(f"no connection to {where}: {text}", Fault.UNREACHABLE, "Check the network connection")


def _of_tls(error: ssl.SSLError, where: str, host: str, names: list[str]) -> TransportError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error, where, host, names)
    # The ssl module raises some errors in Python, without a reason.
    reason: str = getattr(error, "reason", None) or ""
    if reason in _PLAIN_TEXT_REASONS:
        advice = "If this server has no TLS, use ws:// instead of wss://; otherwise check the port"
        return _error(f"{where} does not speak TLS", Fault.TLS, advice)
    if isinstance(error, ssl.SSLEOFError) or "EOF" in reason:
        return _error(f"{where} cut the connection during the TLS handshake", Fault.RESET, "Check the port")
    if "CERTIFICATE" in reason and "ALERT" in reason:
        advice = "Set the client certificate and key that this server asks for"
        return _error(f"{where} does not accept our certificate, or wants one", Fault.TLS_CLIENT, advice)
    words = reason.replace("_", " ").lower() or "no reason given"
    return _error(f"no TLS with {where}: {words}", Fault.TLS, "Check the port, and whether the server's TLS is too old")


def _of_certificate(error: ssl.SSLCertVerificationError, where: str, host: str, names: list[str]) -> TransportError:
    code = getattr(error, "verify_code", 0)
    if is_wrong_name(error):
        listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        advice = f"It is for {listed}" if listed else "Check the host name in the address"
        return _error(f"the certificate of {where} is not for {host}", Fault.TLS_NAME, advice)
    if code == _EXPIRED or "expired" in str(error):
        advice = "Its owner must renew it; check this computer's date as well"
        return _error(f"the certificate of {where} has expired", Fault.TLS_EXPIRED, advice)
    if code == _NOT_YET_VALID:
        return _error(f"the certificate of {where} is not valid yet", Fault.TLS_EXPIRED, "Check this computer's date")
    advice = "If you trust this server, give its certificate authority as the file tls.ca"
    who = "signed by itself" if code in _SELF_SIGNED else "by an authority unknown to this computer"
    return _error(f"the certificate of {where} is {who}", Fault.TLS_CHAIN, advice)


def _of_proxy(error: Exception, proxy: str, where: str, endpoint: Endpoint) -> TransportError:
    if isinstance(error, ProxyError):
        # 401 is for servers, but Tinyproxy means the same by it.
        if error.error_code in (401, 407) or "uthentication" in str(error):
            scheme = proxy.partition(":")[0]
            advice = f"Put user and password into the proxy address: {scheme}://user:password@host:port"
            return _error(f"the proxy {proxy} wants a login, or another one", Fault.PROXY_LOGIN, advice)
        what = f"the proxy {proxy} did not open the way to {where}: {_brief(error, endpoint)}"
        return _error(what, Fault.PROXY, "Check that the proxy lets this host and port through")
    if isinstance(error, ValueError):
        advice = "Use plain letters and digits, and no colon in the user"
        return _error(f"the login for the proxy {proxy} cannot be sent", Fault.PROXY, advice)
    text = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
    what = f"the proxy {proxy} cannot be reached: {text.lower()}"
    return _error(what, Fault.PROXY, 'Check the proxy address; "none" goes without a proxy')


def _brief(error: Exception, endpoint: Endpoint) -> str:
    """The library's own words, where there are no better ones: one line, cut, and without our secrets."""
    return one_line(scrub(str(error), endpoint.secrets), 200)


def _error(what: str, fault: Fault, advice: str) -> TransportError:
    return TransportError(what, fault=fault, advice=advice)
