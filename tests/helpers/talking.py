"""A talk on one connection, over a dialect that does as a test says."""

import asyncio
from typing import Any

from monitor.core.clock import ManualClock
from monitor.engine.speaking.script import Script
from monitor.engine.speaking.talk import Talk
from monitor.wire.dialects.base import Payloads
from monitor.wire.received import Received
from tests.helpers.speaking import LinkStandIn, Scripted, as_link

__all__ = ["Stage"]


class Stage:
    """A talk over a scripted dialect, and all that came of it."""

    def __init__(
        self, *, at_once: bool = False, deadline: float | None = None, clock: Any = None, **script: Any
    ) -> None:
        self.clock = clock or ManualClock()
        self.dialect = Scripted(at_once=at_once, deadline=deadline)
        self.link = LinkStandIn()
        self.ticked: list[Payloads] = []
        self.unsent: list[str] = []
        self.rang = asyncio.Event()
        self.talk = Talk(
            Script(self.dialect, **script),
            link=as_link(self.link),
            clock=self.clock,
            on_ticked=self._on_ticked,
            on_unsent=self.unsent.append,
        )

    def _on_ticked(self, talk: Talk, payloads: Payloads) -> None:
        assert talk is self.talk
        self.ticked.append(payloads)
        self.rang.set()

    def bring(self, *messages: bytes) -> Payloads:
        return self.talk.receive(Received(list(messages)), now=self.clock.monotonic())
