"""One try on a server, carried out: an HTTP question, subprotocols offered, or something said on a WebSocket."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from monitor.core.clock import Clock
from monitor.core.errors import ConnectionLost, Fault, FeedscopeError, TransportError
from monitor.engine.recognising.outcome import Outcome
from monitor.engine.speaking.dispatch import approach_of
from monitor.feed.recognition.candidate import Candidate, Get, Offer, Say
from monitor.feed.recognition.subprotocols import ANY, found_by_choice
from monitor.net.asking import fetch
from monitor.net.endpoint import Endpoint
from monitor.net.redaction import one_line
from monitor.net.transport import Connection, connect
from monitor.wire.received import Received

__all__ = ["Prober", "without_server"]

_SECONDS: Final = 3.0
"""For one try, of the five that all of them have together."""
_HTTP_SECONDS: Final = 2.0
_MESSAGE_LIMIT: Final = 64 * 1024
_MOST_MESSAGES: Final = 20
_LONGEST: Final = 120
"""Letters of what is told of one try."""
_KNOWN: Final = "it answers as such a server does"
_UNREACHED: Final = frozenset(
    {
        Fault.DNS,
        Fault.REFUSED,
        Fault.UNREACHABLE,
        Fault.TIMEOUT,
        Fault.TLS,
        Fault.TLS_CHAIN,
        Fault.TLS_CLIENT,
        Fault.TLS_EXPIRED,
        Fault.TLS_NAME,
        Fault.PROXY,
        Fault.PROXY_LOGIN,
    }
)


class Prober:
    """Asks the server of one endpoint.

    endpoint: of the feed's own connection. What it sends as a login goes to no other server.
    """

    def __init__(self, endpoint: Endpoint, *, clock: Clock, random: Callable[[], float]) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._random = random

    async def __call__(self, candidate: Candidate) -> Outcome:
        """How it came out; ends within a few seconds, and at once when cancelled."""
        try:
            async with asyncio.timeout(_SECONDS):
                match candidate.ask:
                    case Get() as get:
                        return await self._get(get)
                    case Offer() as offer:
                        return await self._offer(offer)
                    case Say() as say:
                        return await self._say(say)
        except TimeoutError:
            return Outcome("no answer in time")
        except TransportError as error:
            return Outcome(without_server(error.what, self._endpoint), reached=error.fault not in _UNREACHED)
        except FeedscopeError as error:
            return Outcome(error.what)

    async def _get(self, get: Get) -> Outcome:
        answer = await fetch(self._to(get.address), get.method, clock=self._clock, seconds=_HTTP_SECONDS)
        found = get.read(answer.body)
        return Outcome(_KNOWN if found else "it answers, but not like that", found)

    async def _offer(self, offer: Offer) -> Outcome:
        try:
            connection = await connect(self._to(offer.address, offer.names), clock=self._clock)
        except TransportError as error:
            if error.fault is Fault.SUBPROTOCOL:
                return Outcome("it took none of them" if len(offer.names) > 1 else "it did not take it")
            raise
        _part(connection)
        chosen = connection.negotiated.subprotocol
        if chosen == ANY:
            return Outcome("it takes whatever is offered first", takes_any=True)
        return Outcome(f"it took {chosen}", found_by_choice(chosen, path=offer.path))

    async def _say(self, say: Say) -> Outcome:
        approach = approach_of(say.rule, say.address, random=self._random)
        connection = await connect(self._to(approach.address, approach.subprotocols), clock=self._clock)
        try:
            return await _Hearing(connection, say).outcome()
        finally:
            _part(connection)

    def _to(self, address: str, subprotocols: tuple[str, ...] = ()) -> Endpoint:
        there = replace(
            self._endpoint,
            url=address,
            subprotocols=subprotocols,
            compression=False,
            connect_seconds=min(_SECONDS, self._endpoint.connect_seconds),
            message_limit=_MESSAGE_LIMIT,
        )
        if there.address.origin == self._endpoint.address.origin:
            return there
        return replace(there, headers=(), cookies=(), origin=self._endpoint.origin)


class _Hearing:
    """What one connection brings, until a message tells or it ends."""

    def __init__(self, connection: Connection, say: Say) -> None:
        self._say = say
        self._heard = 0
        self._over: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        connection.start(self._received, self._lost)
        if isinstance(say.message, bytes):
            connection.send_binary(say.message)
        elif say.message is not None:
            connection.send_text(say.message)

    async def outcome(self) -> Outcome:
        return await self._over

    def _received(self, received: Received, _size: int, _wall: float) -> None:
        for payload in received.messages:
            self._heard += 1
            found = self._say.read(payload)
            if found is not None:
                self._end(Outcome(_KNOWN, found))
        if self._heard >= _MOST_MESSAGES:
            self._end(Outcome("its messages are others"))

    def _lost(self, error: FeedscopeError) -> None:
        found = self._say.closed(error.code) if isinstance(error, ConnectionLost) else None
        self._end(Outcome(_KNOWN if found else error.what, found))

    def _end(self, outcome: Outcome) -> None:
        if not self._over.done():
            self._over.set_result(outcome)


def without_server(words: str, endpoint: Endpoint) -> str:
    """Where all that is told is about one server, its name need not stand in each line, nor all that it says."""
    return one_line(words.removeprefix(f"{endpoint.address.authority} "), _LONGEST)


def _part(connection: Connection) -> None:
    """Say goodbye and wait for no answer."""
    connection.close()
    connection.abort()
