"""One HTTP request before a connection, awaited on the running loop."""

from dataclasses import replace
from functools import partial

from monitor.core.clock import Clock
from monitor.net.connecting.answer import Answer
from monitor.net.connecting.ask import ask
from monitor.net.connecting.attempt import Attempt
from monitor.net.connecting.refusal import refuse
from monitor.net.connecting.resolve import Resolver, system_resolver
from monitor.net.endpoint import Endpoint
from monitor.net.worker import in_thread

__all__ = ["fetch", "request"]

_SECONDS = 10.0


async def fetch(
    endpoint: Endpoint, method: str, *, clock: Clock, resolver: Resolver = system_resolver, seconds: float = _SECONDS
) -> Answer:
    """The answer of the endpoint's address to an empty request, its status 200.

    Raises TransportError for another; else as `request`.
    """
    answer = await request(endpoint, method, clock=clock, resolver=resolver, seconds=seconds)
    if answer.status != 200:
        raise refuse(answer, endpoint, now=clock.wall())
    return answer


async def request(
    endpoint: Endpoint,
    method: str,
    *,
    body: bytes = b"",
    clock: Clock,
    resolver: Resolver = system_resolver,
    seconds: float = _SECONDS,
) -> Answer:
    """The answer of the endpoint's address to a request with this body, whatever its status.

    It takes no longer than the endpoint may take to connect. Raises TransportError. When cancelled, it ends at once.
    """
    attempt = Attempt(min(seconds, endpoint.connect_seconds), clock=clock)
    bare = replace(endpoint, subprotocols=(), compression=False)
    return await in_thread(
        partial(ask, bare, method, body=body, attempt=attempt, clock=clock, resolver=resolver),
        interrupt=attempt.abandon,
        discard=lambda late: None,
        name=f"ask {endpoint.address.host}",
    )
