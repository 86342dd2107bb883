"""Several tries side by side, of which the likeliest that succeeds counts."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from monitor.engine.recognising.outcome import Outcome
from monitor.feed.recognition.candidate import Candidate
from monitor.feed.recognition.found import Found, Tried

__all__ = ["Tries"]

_GRACE: Final = 0.25
"""So long a likelier try may still answer once a later one has succeeded."""


class Tries:
    """Candidates under way, in the order of their likelihood. Each ends by itself within a few seconds.

    probe: carries one out; raises nothing but CancelledError.
    """

    def __init__(self, probe: Callable[[Candidate], Awaitable[Outcome]]) -> None:
        self._probe = probe
        self._under_way: dict[asyncio.Future[Outcome], Candidate] = {}

    def add(self, candidates: Sequence[Candidate]) -> None:
        """Begin to try these too."""
        for candidate in candidates:
            self._under_way[asyncio.ensure_future(self._probe(candidate))] = candidate

    async def found(self, *, until: Awaitable[object] | None = None) -> Found | None:
        """The likeliest that succeeds. None once all have failed and, where it is given, `until` is over."""
        limit = None if until is None else asyncio.ensure_future(until)
        try:
            return await self._first(limit)
        finally:
            if limit is not None:
                limit.cancel()

    async def _first(self, limit: "asyncio.Future[object] | None") -> Found | None:
        while True:
            waiting: list[asyncio.Future[Any]] = [each for each in self._under_way if not each.done()]
            if any(each.result().found for each in self._under_way if each.done()):
                return await self._likeliest()
            if limit is not None and limit.done():
                return None
            if not waiting and limit is None:
                return None
            if limit is not None:
                waiting.append(limit)
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)

    async def _likeliest(self) -> Found | None:
        before = []
        for each in self._under_way:
            if each.done() and each.result().found:
                break
            before.append(each)
        waiting = [each for each in before if not each.done()]
        if waiting:
            await asyncio.wait(waiting, timeout=_GRACE)
        return next((each.result().found for each in self._under_way if each.done() and each.result().found), None)

    @property
    def tried(self) -> tuple[Tried, ...]:
        """What has come out so far."""
        return tuple((what.what, each.result().words) for each, what in self._under_way.items() if _is_over(each))

    @property
    def reached(self) -> bool:
        """Whether any of them has had an answer of the server."""
        return any(each.result().reached for each in self._under_way if _is_over(each))

    @property
    def takes_any(self) -> bool:
        """Whether the server has agreed to whatever subprotocol was offered."""
        return any(each.result().takes_any for each in self._under_way if _is_over(each))

    def end(self) -> None:
        """Give up what is still under way.

        Only where there is no time to let it end by itself: some servers die of a connection that is reset.
        """
        for each in self._under_way:
            each.cancel()


def _is_over(future: "asyncio.Future[Outcome]") -> bool:
    return future.done() and not future.cancelled()
