"""What the older SignalR wants asked over HTTP once its WebSocket is open, before any method is called: …/start."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeAlias

import msgspec

from monitor.core.errors import Fault, FeedscopeError, TransportError
from monitor.engine.speaking.approach import with_path
from monitor.engine.speaking.negotiating import Fetch
from monitor.feed.dialect_rules.calls import SignalRRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.net.endpoint import Endpoint

__all__ = ["Start", "Starting", "start_of"]

Start: TypeAlias = Callable[[], Awaitable[None]]
"""Asks the server to start; raises TransportError."""

_CONNECT: Final = "/connect"
_STARTED: Final = "started"


class _Answer(msgspec.Struct):
    response: str = msgspec.field(name="Response", default="")


def start_of(rule: DialectRule | None, endpoint: Endpoint, *, fetch: Fetch) -> Start | None:
    """What to ask once connected to `endpoint`; None for a dialect that asks nothing then.

    Without a negotiated token there is nothing that the server would know the connection by.
    """
    if not (isinstance(rule, SignalRRule) and rule.legacy and rule.negotiate):
        return None
    there = replace(endpoint, url=with_path(endpoint.url, lambda path: path.removesuffix(_CONNECT) + "/start"))

    async def start() -> None:
        answer = await fetch(there, "GET")
        if not _started(answer.body):
            raise TransportError(f"{there.address.authority} does not start the connection", fault=Fault.SERVER)

    return start


def _started(body: bytes) -> bool:
    try:
        return msgspec.json.decode(body, type=_Answer).response == _STARTED
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


class Starting:
    """One start under way. done, failed: told how it ends, unless it is cancelled."""

    def __init__(self, start: Start, *, done: Callable[[], None], failed: Callable[[FeedscopeError], None]) -> None:
        self._start = start
        self._done = done
        self._failed = failed
        self._task = asyncio.get_running_loop().create_task(self._run(), name="start")

    def cancel(self) -> None:
        """Tell nothing."""
        self._task.cancel()

    async def _run(self) -> None:
        try:
            await self._start()
        except FeedscopeError as error:
            self._failed(error)
        else:
            self._done()
