"""One POST to a web address, and what can go wrong with it."""

import asyncio
import re
import ssl
from pathlib import Path

import pytest
import trustme

from monitor.core.clock import SystemClock
from monitor.core.errors import AddressError, Fault, TransportError
from monitor.net.webhook import post, worth_retrying
from tests.helpers.web import Web

CLOCK = SystemClock()


async def refused(url: str, *, seconds: float = 5.0) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await post(url, b"{}", clock=CLOCK, seconds=seconds)
    assert "geheim" not in f"{caught.value}"
    return caught.value


async def test_the_body_arrives_whole_and_says_what_it_is() -> None:
    async with Web() as web:
        await post(web.url, '{"a": "ä"}'.encode(), clock=CLOCK)
        (taken,) = web.posts
    assert taken.line == "POST /hook?token=geheim HTTP/1.1"
    assert taken.json == {"a": "ä"}
    assert taken.headers["content-type"] == "application/json; charset=utf-8"
    assert taken.headers["host"] == f"127.0.0.1:{web.port}"


async def test_a_login_in_the_address_is_sent_as_a_header() -> None:
    async with Web() as web:
        await post(web.url.replace("//", "//me:geheim@"), b"{}", clock=CLOCK)
        (taken,) = web.posts
    assert taken.headers["authorization"] == "Basic bWU6Z2VoZWlt"
    assert "geheim@" not in taken.line


async def test_a_redirect_is_not_followed() -> None:
    async with Web("302 Found\r\nLocation: http://127.0.0.1:9/elsewhere") as web:
        error = await refused(web.url)
    assert error.fault is Fault.REDIRECT
    assert len(web.posts) == 1
    assert not worth_retrying(error)


@pytest.mark.parametrize(
    ("answer", "words", "again"),
    [
        ("404 Not Found", "has nothing at this path (404)", False),
        ("400 Bad Request", "does not take this (400)", False),
        ("503 Service Unavailable", "is in trouble (503)", True),
        ("429 Too Many Requests", "got too many requests (429)", True),
    ],
)
async def test_an_answer_that_is_no_yes_is_told(answer: str, words: str, again: bool) -> None:
    async with Web(answer) as web:
        error = await refused(web.url)
    assert error.what == f"127.0.0.1:{web.port} {words}"
    assert worth_retrying(error) is again


async def test_a_server_that_hangs_up_or_says_nothing_is_told_in_time() -> None:
    async with Web("", None) as web:
        cut = await refused(web.url)
        slow = await refused(web.url, seconds=0.1)
    assert cut.fault is Fault.RESET
    assert slow.fault is Fault.TIMEOUT
    assert worth_retrying(cut)


async def test_nobody_listening_is_told() -> None:
    async with Web() as web:
        url = web.url
    error = await refused(url)
    assert re.fullmatch(r"127\.0\.0\.1:\d+ refused the connection", error.what)


async def test_a_certificate_nobody_vouches_for_is_not_accepted(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    async with Web(tls=context) as web:
        error = await refused(web.url)
        await post(web.url, b"{}", clock=CLOCK, ca=str(tmp_path / "ca.pem"))
    assert error.fault is Fault.TLS_CHAIN
    assert len(web.posts) == 1


@pytest.mark.parametrize("url", ["ftp://example.net/x", "example.net", "wss://example.net"])
async def test_only_web_addresses_are_posted_to(url: str) -> None:
    with pytest.raises(AddressError):
        await post(url, b"{}", clock=CLOCK)


async def test_giving_up_ends_a_delivery_that_hangs() -> None:
    async with Web(None) as web:
        task = asyncio.ensure_future(post(web.url, b"{}", clock=CLOCK, seconds=30.0))
        await web.posted(1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
