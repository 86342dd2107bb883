"""A client through the suite: every case in turn, then the verdicts."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from websockets.asyncio.client import connect

from tests.conformance.peers import Echo
from tests.conformance.suite import FuzzingServer, SuiteError, fuzzing_server

__all__ = ["Verdict", "run"]

_CASE_SECONDS = 600.0
"""More than any case waits by itself."""
_REPORT_SECONDS = 300.0

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the suite says of one case: of what the client did, and of how the connection was closed."""

    case: str
    behaviour: str
    closing: str
    seconds: float

    @property
    def good(self) -> bool:
        """Whether nothing is left to wish for."""
        return self.behaviour in ("OK", "INFORMATIONAL") and self.closing in ("OK", "INFORMATIONAL")

    @property
    def order(self) -> tuple[int, ...]:
        """To sort by."""
        return tuple(map(int, self.case.split(".")))


def run(
    python: Path,
    name: str,
    echo: Echo,
    *,
    cases: Sequence[str] = ("*",),
    without: Sequence[str] = (),
    servers: int = 1,
    progress: Progress = lambda done, total: None,
) -> list[Verdict]:
    """The verdicts on a client, in the order of the cases. Raises SuiteError.

    servers:  how many fuzzing servers share the cases; the suite is slower than most clients.
    progress: told how many of how many cases are done.
    """
    with contextlib.ExitStack() as stack:
        started = [
            stack.enter_context(fuzzing_server(python, name=f"{name}-{index}", cases=cases, without=without))
            for index in range(servers)
        ]
        total = asyncio.run(_run(started, name, echo, progress))
        found = [verdict for server in started for verdict in _read(server.reports / "index.json", name)]
    if len(found) != total:
        raise SuiteError(f"the suite says nothing of {total - len(found)} of {total} cases")
    return sorted(found, key=lambda verdict: verdict.order)


async def _run(servers: list[FuzzingServer], name: str, echo: Echo, progress: Progress) -> int:
    """Run every case once, on whichever server is free; return how many there are."""
    async with connect(f"{servers[0].url}/getCaseCount", proxy=None) as client:
        total = int(await client.recv())
    todo = iter(range(1, total + 1))

    async def work(server: FuzzingServer) -> None:
        for case in todo:
            progress(case - 1, total)
            # However a client fails, the suite has seen it and judges.
            with contextlib.suppress(Exception):
                async with asyncio.timeout(_CASE_SECONDS):
                    await echo(f"{server.url}/runCase?{urlencode({'case': case, 'agent': name})}")
        # The server answers once it has written its pages.
        url = f"{server.url}/updateReports?{urlencode({'agent': name})}"
        async with connect(url, proxy=None, open_timeout=_REPORT_SECONDS, ping_interval=None) as client:
            await client.wait_closed()

    async with asyncio.TaskGroup() as group:
        for server in servers:
            group.create_task(work(server))
    progress(total, total)
    return total


def _read(index: Path, name: str) -> list[Verdict]:
    found = json.loads(index.read_text(encoding="utf-8")).get(name, {})
    return [
        Verdict(case, said["behavior"], said["behaviorClose"], said["duration"] / 1000) for case, said in found.items()
    ]
