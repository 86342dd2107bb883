"""What SignalR has agreed over HTTP before its WebSocket is opened: a token in the address, cookies, another server."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from typing import Final, TypeAlias

import msgspec

from monitor.core.errors import Fault, TransportError
from monitor.engine.speaking.approach import with_path, with_query
from monitor.feed.dialect_rules.calls import SignalRRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.net.connecting.answer import Answer
from monitor.net.endpoint import Endpoint

__all__ = ["Fetch", "negotiated"]

Fetch: TypeAlias = Callable[[Endpoint, str], Awaitable[Answer]]
"""An HTTP request of that method to the endpoint's address; raises TransportError."""

_MOST_REDIRECTIONS: Final = 3
_CONNECT: Final = "/connect"


class _Agreed(msgspec.Struct, rename="camel"):
    """The answer to negotiate, of either SignalR."""

    connection_token: str = ""
    connection_id: str = ""
    url: str = ""
    access_token: str = ""
    error: str = ""
    older_token: str = msgspec.field(name="ConnectionToken", default="")


async def negotiated(rule: DialectRule | None, endpoint: Endpoint, *, fetch: Fetch) -> Endpoint:
    """Where to connect once the server has been asked; `endpoint` itself for a dialect that does not ask.

    Raises TransportError.
    """
    if not isinstance(rule, SignalRRule):
        return endpoint
    if rule.token:
        endpoint = _with_token(endpoint, rule.token)
    if not rule.negotiate:
        return endpoint
    return await (_negotiate_older(endpoint, fetch) if rule.legacy else _negotiate(endpoint, fetch))


async def _negotiate(endpoint: Endpoint, fetch: Fetch) -> Endpoint:
    for _ in range(_MOST_REDIRECTIONS + 1):
        question = with_query(with_path(endpoint.url, _negotiate_path), {"negotiateVersion": "1"})
        answer = await fetch(replace(endpoint, url=question), "POST")
        agreed = _read(answer, endpoint)
        if not agreed.url:
            number = agreed.connection_token or agreed.connection_id
            return _with_cookies(replace(endpoint, url=with_query(endpoint.url, {"id": number})), answer)
        endpoint = _redirected(endpoint, agreed)
    raise _unusable(endpoint, "the server points from one address to the next without an end")


async def _negotiate_older(endpoint: Endpoint, fetch: Fetch) -> Endpoint:
    question = with_path(endpoint.url, lambda path: _negotiate_path(path.removesuffix(_CONNECT)))
    answer = await fetch(replace(endpoint, url=question), "GET")
    token = _read(answer, endpoint).older_token
    return _with_cookies(replace(endpoint, url=with_query(endpoint.url, {"connectionToken": token})), answer)


def _read(answer: Answer, endpoint: Endpoint) -> _Agreed:
    try:
        agreed = msgspec.json.decode(answer.body, type=_Agreed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _unusable(endpoint, "its answer is not that of a SignalR server") from None
    if agreed.error:
        raise _unusable(endpoint, "it refuses: " + " ".join(agreed.error.split())[:200])
    return agreed


def _redirected(endpoint: Endpoint, agreed: _Agreed) -> Endpoint:
    """What was meant for the first server is kept from another one."""
    elsewhere = replace(endpoint, url=agreed.url)
    if elsewhere.address.origin != endpoint.address.origin:
        elsewhere = replace(elsewhere, headers=(), cookies=(), origin=endpoint.origin or endpoint.address.origin)
    return _with_token(elsewhere, agreed.access_token) if agreed.access_token else elsewhere


def _with_token(endpoint: Endpoint, token: str) -> Endpoint:
    others = tuple(pair for pair in endpoint.headers if pair[0].lower() != "authorization")
    return replace(endpoint, headers=(*others, ("Authorization", f"Bearer {token}")))


def _with_cookies(endpoint: Endpoint, answer: Answer) -> Endpoint:
    """With what a balancer has put there, so that the WebSocket comes to the same server."""
    found: SimpleCookie = SimpleCookie()
    for name, value in answer.headers:
        if name == "set-cookie":
            try:
                found.load(value)
            except CookieError:
                continue
    pairs = dict(endpoint.cookies) | {name: morsel.value for name, morsel in found.items()}
    return replace(endpoint, cookies=tuple(pairs.items()))


def _negotiate_path(path: str) -> str:
    return path.rstrip("/") + "/negotiate"


def _unusable(endpoint: Endpoint, why: str) -> TransportError:
    return TransportError(
        f"{endpoint.address.authority} could not be negotiated with: {why}",
        fault=Fault.NOT_WEBSOCKET,
        advice="Check the address, which is that of the hub, or set negotiate = false under dialect",
    )
