"""Sends a recording to a client, in its own rhythm or another one."""

import asyncio
import logging
from functools import partial
from itertools import tee
from pathlib import Path

from websockets.asyncio.server import ServerConnection

from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError
from monitor.demo.capture import check_capture, read_capture
from monitor.demo.player import UNTIMED_SECONDS, pauses
from monitor.demo.server import Route

__all__ = ["capture_name", "capture_route"]

_LOG = logging.getLogger(__name__)

_SHARE = 256
"""After so many messages sent without a pause the other clients get a turn."""


def capture_name(path: Path) -> str:
    """The file's name without folder and without `.jsonl` or `.jsonl.gz`."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl") or path.name


def capture_route(path: Path, *, speed: float, loop: bool, clock: Clock) -> Route:
    """A route that plays the recording; its whole file is checked first.

    `speed` as for `pauses`. With `loop` the recording begins again at its end, otherwise the connection is closed
    with code 1000. Raises CaptureError or UsageError when the file cannot be played to its end.
    """
    check_capture(path)
    play = partial(_play, path=path, speed=speed, loop=loop, clock=clock)
    return Route(capture_name(path), play, aliases=(path.name,))


async def _play(connection: ServerConnection, *, path: Path, speed: float, loop: bool, clock: Clock) -> None:
    try:
        await _send_all(connection, path, speed, clock)
        while loop:
            await asyncio.sleep(UNTIMED_SECONDS / speed)
            await _send_all(connection, path, speed, clock)
    except FeedscopeError as error:
        # The file was whole when the server started.
        _LOG.error("a recording has changed while it was served: %s", error)
        await connection.close(1011, "the recording cannot be played on")
    else:
        await connection.close(1000, "end of the recording")


async def _send_all(connection: ServerConnection, path: Path, speed: float, clock: Clock) -> None:
    played, timed = tee(read_capture(path))
    due = clock.monotonic()
    for index, (recorded, pause) in enumerate(
        zip(played, pauses((each.at for each in timed), speed=speed), strict=True)
    ):
        due += pause
        # Waiting for a deadline instead of a span keeps the pace exact however long the sending takes.
        if pause and (wait := due - clock.monotonic()) > 0:
            await asyncio.sleep(wait)
        elif index % _SHARE == 0:
            await asyncio.sleep(0)
        await connection.send(recorded.payload)
