"""A request of a login over HTTP, followed to where its server points."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from http.cookies import CookieError, SimpleCookie
from typing import Final, TypeAlias
from urllib.parse import urljoin, urlsplit

from monitor.core.errors import Fault, TransportError
from monitor.net.connecting.answer import Answer
from monitor.net.redaction import one_line

__all__ = ["Asked", "Send", "answered", "no_good"]

Send: TypeAlias = Callable[["Asked"], Awaitable[Answer]]
"""Carries a request out; raises TransportError."""

_MOST_REDIRECTIONS: Final = 5
_ADVICE: Final = "Check the secrets that this feed uses, and what they are allowed"
_REDIRECTED_TO_GET: Final = frozenset({301, 302, 303})
_REDIRECTED: Final = _REDIRECTED_TO_GET | {307, 308}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request over HTTP. url: http or https; cookies: by name."""

    url: str
    method: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def where(self) -> str:
        """The server, for texts."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def as_web_socket(self) -> str:
        """The address as that of a WebSocket on the same server."""
        return "ws" + self.url[4:]


async def answered(asked: Asked, *, send: Send, good: tuple[int, ...]) -> tuple[Answer, dict[str, str]]:
    """The answer, after redirections within the same server, and all cookies that were set on the way.

    good: statuses that are wanted, and not followed. Raises TransportError.
    """
    origin = _origin(asked.url)
    cookies: dict[str, str] = {}
    for _ in range(_MOST_REDIRECTIONS + 1):
        answer = await send(replace(asked, cookies=tuple({**dict(asked.cookies), **cookies}.items())))
        cookies |= dict(_cookies(answer))
        target = _target(asked, answer)
        if answer.status not in _REDIRECTED or answer.status in good or target == asked.url:
            return answer, cookies
        if _origin(target) != origin:
            # What was meant for one server is kept from another.
            raise no_good(asked, f"points to another server, {one_line(_shown(target), 200)}", Fault.REDIRECT)
        if answer.status in _REDIRECTED_TO_GET:
            kept = tuple(pair for pair in asked.headers if pair[0].lower() != "content-type")
            asked = replace(asked, url=target, method="GET", headers=kept, body=b"")
        else:
            asked = replace(asked, url=target)
    raise no_good(asked, "points from one address to the next without an end", Fault.REDIRECT)


def _target(asked: Asked, answer: Answer) -> str:
    """Where the answer points, the address itself where it points nowhere."""
    try:
        target = urljoin(asked.url, answer.get("location") or "")
        urlsplit(target)
    except ValueError:
        raise no_good(asked, "points to what is no address", Fault.REDIRECT) from None
    return target


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _cookies(answer: Answer) -> Iterator[tuple[str, str]]:
    for name, value in answer.headers:
        if name == "set-cookie":
            found: SimpleCookie = SimpleCookie()
            try:
                found.load(value)
            except CookieError:
                continue
            yield from ((each, morsel.value) for each, morsel in found.items())


def no_good(asked: Asked, does: str, fault: Fault) -> TransportError:
    """The error for an answer that ends the login. does: what the server does."""
    return TransportError(f"the login failed: {asked.where} {does}", fault=fault, advice=_ADVICE)
