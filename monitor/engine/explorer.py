"""Works discovery out beside the loop, so that no feed waits while another one's messages are looked at."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from monitor.engine.session import Session
from monitor.net.worker import in_thread

__all__ = ["Explorer"]


class Explorer:
    """One look at a time, in a short-lived thread; further feeds have their turn in the next round.

    contained: does a piece of work for a session and sees to it that a fault in it stays with that session.
    """

    def __init__(self, *, contained: Callable[[Session, Callable[[], None]], None]) -> None:
        self._contained = contained
        self._round: asyncio.Task[None] | None = None

    def go_round(self, sessions: Iterable[Session]) -> None:
        """Give every one of the sessions its turn, unless the last round is still under way."""
        if self._round is None or self._round.done():
            self._round = asyncio.get_running_loop().create_task(self._go_round(list(sessions)), name="discovery")

    async def end(self) -> None:
        """Begin nothing more. What is being looked at is left to itself; it ends within a second."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)

    async def _go_round(self, sessions: Iterable[Session]) -> None:
        for session in sessions:
            question = session.question()
            if question is None:
                continue
            discovery = await in_thread(
                question, interrupt=lambda: None, discard=lambda _: None, name=f"discovery {session.feed}"
            )
            self._contained(session, partial(session.settle, discovery))
