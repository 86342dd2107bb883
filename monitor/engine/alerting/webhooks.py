"""Telling webhooks of alerts, beside everything else and within bounds."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from monitor.alerts.rule import Rule
from monitor.core.backoff import Backoff
from monitor.core.errors import FeedscopeError
from monitor.engine.messages import (
    AlertChanged,
    Notice,
)
from monitor.net.webhook import worth_retrying

__all__ = ["Poster", "Webhooks"]

Poster: TypeAlias = Callable[[str, bytes], Awaitable[None]]
"""Sends a body to an address. Raises FeedscopeError."""

_TRIES = 3
_MOST_WAITING = 20
"""Messages of one rule that wait for their turn; the oldest makes room and is counted."""
_GRACE = 1.0


@dataclass(slots=True)
class _Line:
    """One rule's messages in order; one is under way at most."""

    waiting: deque[tuple[str, str, bytes]]
    task: asyncio.Task[None] | None = None
    failing: bool = False


class Webhooks:
    """Each message is tried three times at most. A webhook that fails is told once, and again only after it worked.

    lost: messages given up.
    """

    def __init__(self, *, post: Poster, tell: Callable[[Notice], None], random: Callable[[], float]) -> None:
        self.lost = 0
        self._post = post
        self._tell = tell
        self._random = random
        self._lines: dict[str, _Line] = {}

    def send(self, rule: Rule, change: AlertChanged, *, feed: str) -> None:
        """Tell the rule's webhook. feed: what the user calls it."""
        line = self._lines.setdefault(rule.id, _Line(deque()))
        if len(line.waiting) >= _MOST_WAITING:
            line.waiting.popleft()
            self.lost += 1
        line.waiting.append((rule.webhook, rule.name, _body(rule, change, feed)))
        if line.task is None:
            line.task = asyncio.get_running_loop().create_task(self._work(line), name="webhook")

    async def stop(self) -> None:
        """Let what is under way end within a second, then give up."""
        tasks = [line.task for line in self._lines.values() if line.task is not None]
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=_GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, line: _Line) -> None:
        try:
            while line.waiting:
                await self._deliver(line, *line.waiting.popleft())
        finally:
            line.task = None

    async def _deliver(self, line: _Line, address: str, name: str, body: bytes) -> None:
        backoff = Backoff(random=self._random, cap=8.0)
        for left in range(_TRIES - 1, -1, -1):
            try:
                await self._post(address, body)
            except FeedscopeError as error:
                if left and worth_retrying(error):
                    await asyncio.sleep(1.0 + backoff.next())
                    continue
                self.lost += 1
                self._failed(line, name, error)
                return
            line.failing = False
            return

    def _failed(self, line: _Line, name: str, error: FeedscopeError) -> None:
        if not line.failing:
            line.failing = True
            self._tell(Notice("", f"The webhook of the alert {name} was not told: {error.what}", error.advice))


def _body(rule: Rule, change: AlertChanged, feed: str) -> bytes:
    value = change.value if change.value == change.value else None
    return msgspec.json.encode(
        {
            "rule": rule.id,
            "name": rule.name,
            "level": rule.level,
            "on": change.on,
            "at": change.at,
            "reason": change.reason,
            "value": value,
            "feed": feed,
            "key": change.key,
        }
    )
