import errno
import socket
import ssl

import pytest
import websocket
from hypothesis import given
from hypothesis import strategies as st
from python_socks import ProxyError

from monitor.core.clock import ManualClock
from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.attempt import Attempt, OutOfTime
from monitor.net.connecting.explain import explain, is_wrong_name
from monitor.net.connecting.steps import CONNECT, HANDSHAKE, LOOK_UP, PROXY, TLS
from monitor.net.endpoint import Endpoint

HERE = Endpoint("wss://host.example/feed?token=s3cr3t-t0ken")
STEPS = [LOOK_UP, CONNECT, PROXY, TLS, HANDSHAKE]


def told(error: Exception, *, step: str = CONNECT, proxy: str = "", names: list[str] | None = None) -> TransportError:
    attempt = Attempt(10.0, clock=ManualClock())
    return explain(error, step=step, endpoint=HERE, attempt=attempt, proxy=proxy, names=names)


def refused_certificate(code: int, message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, f"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {message}")
    error.verify_code, error.verify_message = code, message
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), Fault.DNS),
        (socket.gaierror(socket.EAI_AGAIN, "x"), Fault.DNS),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), Fault.REFUSED),
        (OSError(errno.ENETUNREACH, "x"), Fault.UNREACHABLE),
        (OSError(errno.EHOSTUNREACH, "x"), Fault.UNREACHABLE),
        (PermissionError(errno.EACCES, "x"), Fault.UNREACHABLE),
        (TimeoutError(errno.ETIMEDOUT, "x"), Fault.TIMEOUT),
        (OutOfTime(), Fault.TIMEOUT),
        (ConnectionResetError(errno.ECONNRESET, "x"), Fault.RESET),
        (BrokenPipeError(errno.EPIPE, "x"), Fault.RESET),
        (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), Fault.RESET),
        (ssl.SSLError(1, "odd"), Fault.TLS),
        (refused_certificate(62, "Hostname mismatch"), Fault.TLS_NAME),
        (refused_certificate(64, "IP address mismatch"), Fault.TLS_NAME),
        (refused_certificate(0, "The certificate's CN name does not match the passed value."), Fault.TLS_NAME),
        (refused_certificate(29, "subject issuer mismatch"), Fault.TLS_CHAIN),
        (refused_certificate(10, "certificate has expired"), Fault.TLS_EXPIRED),
        (refused_certificate(9, "certificate is not yet valid"), Fault.TLS_EXPIRED),
        (refused_certificate(18, "self-signed certificate"), Fault.TLS_CHAIN),
        (refused_certificate(20, "unable to get local issuer certificate"), Fault.TLS_CHAIN),
        (websocket.WebSocketException("Invalid header"), Fault.NOT_WEBSOCKET),
        (ValueError("odd"), Fault.NOT_WEBSOCKET),
    ],
)
def test_each_exception_has_its_fault_and_names_the_host(error: Exception, fault: Fault) -> None:
    explained = told(error)
    assert explained.fault is fault
    assert "host.example" in explained.what


@pytest.mark.parametrize("step", STEPS)
def test_running_out_of_time_names_the_step_and_the_time(step: str) -> None:
    texts = {told(OutOfTime(), step=each).what for each in STEPS}
    assert len(texts) == len(STEPS)
    assert told(OutOfTime(), step=step).what.endswith("within 10 s")


@pytest.mark.parametrize("step", [LOOK_UP, CONNECT, PROXY])
def test_what_fails_before_the_proxy_is_passed_is_the_proxys_fault(step: str) -> None:
    for error in (socket.gaierror(socket.EAI_NONAME, "x"), ConnectionRefusedError(errno.ECONNREFUSED, "x")):
        explained = told(error, step=step, proxy="http://…@proxy:1")
        assert explained.fault is Fault.PROXY
        assert "http://…@proxy:1" in explained.what
    assert told(ConnectionResetError(), step=TLS, proxy="http://proxy:1").fault is Fault.RESET


def test_a_name_that_only_the_proxy_may_know_is_told_from_the_proxy_s_own() -> None:
    error = socket.gaierror(socket.EAI_NONAME, "x")
    own = told(error, step=LOOK_UP, proxy="socks5://proxy:1")
    assert "cannot be reached" in own.what
    other = told(error, step=PROXY, proxy="socks5://proxy:1")
    assert (
        other.what
        == "host.example is unknown to this computer, so that the proxy socks5://proxy:1 was not asked for it"
    )
    assert "socks5h" in other.advice


def test_a_proxy_that_wants_a_login_is_told_from_one_that_refuses() -> None:
    assert "login" in told(ProxyError("407 x", error_code=407), step=PROXY, proxy="p").what
    assert "login" in told(ProxyError("Username and password authentication failure"), step=PROXY, proxy="p").what
    assert "403" in told(ProxyError("403 Forbidden", error_code=403), step=PROXY, proxy="p").what


def test_the_names_on_a_certificate_are_listed_up_to_five() -> None:
    error = refused_certificate(62, "Hostname mismatch")
    assert told(error, step=TLS, names=["a", "b"]).advice == "It is for a, b"
    assert told(error, step=TLS, names=list("abcdefg")).advice == "It is for a, b, c, d, e and 2 more"
    assert told(error, step=TLS).advice


def test_an_error_that_is_already_explained_stays_as_it_is() -> None:
    error = TransportError("x", fault=Fault.REDIRECT)
    assert told(error) is error


def test_only_a_wrong_name_is_a_wrong_name() -> None:
    assert not is_wrong_name(ValueError("does not match"))
    assert not is_wrong_name(refused_certificate(10, "certificate has expired"))


@given(text=st.text(max_size=80), step=st.sampled_from(STEPS))
def test_no_secret_of_ours_is_ever_repeated(text: str, step: str) -> None:
    for kind in (websocket.WebSocketException, ValueError, ProxyError):
        explained = told(kind(f"{text} s3cr3t-t0ken {text}"), step=step)
        assert "s3cr3t" not in str(explained)
        assert explained.what.isprintable()
