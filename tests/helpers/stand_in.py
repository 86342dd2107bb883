"""A connection without a network, for whatever handles connections."""

import asyncio
from collections.abc import Callable
from typing import cast

from monitor.net.transport import Connection

__all__ = ["StandIn", "as_connection"]


class StandIn:
    """Notes what is done to it. `gone` plays the end of its socket."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.done: list[str] = []
        self._callbacks: list[Callable[[], None]] = []

    def pause(self) -> None:
        self.done.append("pause")

    def resume(self) -> None:
        self.done.append("resume")

    def abort(self) -> None:
        self.done.append("abort")

    def close(self, code: int = 1000, reason: str = "") -> None:
        self.done.append(f"close {code} {reason}".rstrip())

    def on_closed(self, callback: Callable[[], None]) -> None:
        self._callbacks.append(callback)

    async def gone(self) -> None:
        for callback in self._callbacks:
            callback()
        await asyncio.sleep(0)


def as_connection(stand_in: StandIn) -> Connection:
    """The stand-in, for a signature that wants the real thing."""
    return cast("Connection", stand_in)
