"""Things that take long but not much work, done at the same time: each test then looks at what became of its own."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

import pytest

from tests.helpers.hosting import Talk

__all__ = ["COUNT", "RATE", "SECONDS", "Outcomes", "side_by_side", "until_poured"]

SECONDS = int(os.environ.get("INTEROP_SECONDS", "2"))
"""How long servers pour; `make interop` has them pour for ten seconds."""
RATE = 1_000
COUNT = RATE * SECONDS

T = TypeVar("T")
Job = Callable[[Path], Awaitable[T]]
"""Work in a folder of its own."""


class Outcomes(Generic[T]):
    """By name, what a job has returned; asking for one that failed or was skipped raises as the job did."""

    def __init__(self, outcomes: Mapping[str, T | BaseException]) -> None:
        self._outcomes = outcomes

    def __getitem__(self, name: str) -> T:
        outcome = self._outcomes[name]
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def succeeded(self) -> dict[str, T]:
        """Those that did."""
        return {name: each for name, each in self._outcomes.items() if not isinstance(each, BaseException)}


async def until_poured(talk: Talk, count: int) -> None:
    """Take messages for as long as a server pours, and then until there are `count` of them."""
    await talk.until_done(asyncio.sleep(SECONDS))
    with contextlib.suppress(TimeoutError):
        await talk.until(lambda: talk.counts().messages >= count)
        return
    # On a busy machine.
    await talk.until(lambda: talk.counts().messages >= count)


def side_by_side(jobs: Mapping[str, Job[T]], folder: Path) -> Outcomes[T]:
    """Run all jobs to their end."""

    async def run(name: str, job: Job[T]) -> T | BaseException:
        own = folder / name.replace("/", "-")
        own.mkdir(exist_ok=True)
        try:
            return await job(own)
        except (Exception, pytest.skip.Exception, pytest.fail.Exception) as reason:
            return reason

    async def run_all() -> list[T | BaseException]:
        return await asyncio.gather(*(run(name, job) for name, job in jobs.items()))

    return Outcomes(dict(zip(jobs, asyncio.run(run_all()), strict=True)))
