"""The installed command as a process, with its output and its exit status."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Finished", "command", "feedscope", "start_feedscope"]

_LONGEST = 40.0


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Its standard output, line by line."""
        return self.out.splitlines()

    def stats(self) -> dict[str, int]:
        """The numbers of its `stats:` line."""
        (line,) = [line for line in self.err.splitlines() if line.startswith("stats: ")]
        return {name: int(value) for name, value in (pair.split("=") for pair in line.split()[1:])}


def command() -> list[str]:
    """What starts the program: the script beside this Python, or the package where it is not installed."""
    installed = shutil.which("feedscope", path=str(Path(sys.executable).parent))
    return [installed] if installed else [sys.executable, "-m", "monitor"]


async def start_feedscope(*arguments: str, **environment: str) -> Process:
    """A running command. No proxy of the environment gets between it and loopback."""
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return await asyncio.create_subprocess_exec(
        *command(), *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**env, **environment}, limit=64 * 1024 * 1024
    )


async def feedscope(*arguments: str, **environment: str) -> Finished:
    """Run a command to its end, at most 40 seconds."""
    process = await start_feedscope(*arguments, **environment)
    try:
        out, err = await asyncio.wait_for(process.communicate(), _LONGEST)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return Finished(process.returncode, out.decode(), err.decode())
