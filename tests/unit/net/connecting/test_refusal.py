import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Fault, Remedy
from monitor.net.connecting.answer import Answer
from monitor.net.connecting.refusal import read_retry_after, refuse, refuse_garbage
from monitor.net.endpoint import Endpoint

NOW = 1_445_412_480.0  # Wed, 21 Oct 2015 07:28:00 GMT
HERE = Endpoint("wss://user:geheim@host.example/feed?token=s3cr3t-t0ken")


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (200, Fault.NOT_WEBSOCKET),
        (204, Fault.NOT_WEBSOCKET),
        (304, Fault.NOT_WEBSOCKET),
        (400, Fault.NOT_WEBSOCKET),
        (401, Fault.UNAUTHORISED),
        (402, Fault.FORBIDDEN),
        (403, Fault.FORBIDDEN),
        (404, Fault.NOT_FOUND),
        (407, Fault.PROXY_LOGIN),
        (418, Fault.NOT_WEBSOCKET),
        (426, Fault.NOT_WEBSOCKET),
        (429, Fault.RATE_LIMITED),
        (451, Fault.FORBIDDEN),
        (500, Fault.SERVER),
        (502, Fault.SERVER),
        (503, Fault.SERVER),
        (599, Fault.SERVER),
    ],
)
def test_each_status_has_its_fault_and_names_host_and_status(status: int, fault: Fault) -> None:
    error = refuse(Answer(status), HERE, now=NOW)
    assert error.fault is fault
    assert "host.example" in error.what
    assert str(status) in error.what
    assert error.advice or fault.remedy is not Remedy.ASK or status == 451


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("999999999999", 86_400.0),
        ("Wed, 21 Oct 2015 07:28:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 09:28:30 +0200", 30.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1e9", None),
        ("٣", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, now=NOW) == seconds


@given(st.text(max_size=50))
def test_any_retry_after_is_a_bounded_wait_or_none(value: str) -> None:
    seconds = read_retry_after(value, now=NOW)
    assert seconds is None or 0 <= seconds <= 86_400


def test_retry_after_comes_with_the_error() -> None:
    answer = Answer(429, headers=(("retry-after", "7"),))
    assert refuse(answer, HERE, now=NOW).retry_after == 7.0


def test_the_words_of_the_server_are_told_without_our_secrets() -> None:
    answer = Answer(401, body=b"token s3cr3t-t0ken of user geheim is not known")
    assert refuse(answer, HERE, now=NOW).what == "host.example wants a login (401): token … of … … is not known"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://other.example/x", "wss://other.example/x"),
        ("/login?next=1", "wss://host.example/login?next=1"),
        ("wss://other.example/?token=s3cr3t-t0ken", "wss://other.example/?token=…"),
        ("//other.example/", "wss://other.example/"),
    ],
)
def test_a_redirect_names_its_target_redacted(location: str, target: str) -> None:
    error = refuse(Answer(302, headers=(("location", location),)), HERE, now=NOW)
    assert error.fault is Fault.REDIRECT
    assert error.what == f"host.example points elsewhere (302): {target}"


def test_a_plain_request_to_a_tls_port_is_recognised() -> None:
    plain = Endpoint("ws://host.example:443/")
    body = b"<h1>400</h1>The plain HTTP request was sent to HTTPS port"
    for error in (
        refuse(Answer(400, body=body), plain, now=NOW),
        refuse_garbage(b"\x15\x03\x01\x00\x02\x02\x46", plain),
    ):
        assert "expects TLS" in error.what
        assert "wss://" in error.advice


@given(st.binary(max_size=100))
def test_garbage_is_told_in_one_printable_line(got: bytes) -> None:
    error = refuse_garbage(got, HERE)
    assert str(error).isprintable()
    assert error.fault in (Fault.NOT_WEBSOCKET, Fault.RESET)
