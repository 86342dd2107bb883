"""Recordings to serve, and an independent client that reads whatever is served."""

import base64
import gzip
import json
import math
import ssl
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from monitor.core.clock import SystemClock
from monitor.demo.playback import capture_route
from monitor.demo.server import Route

__all__ = ["everything", "expected_payloads", "line", "route_of", "write_capture"]


def line(payload: str | bytes, *, at: float | None = None, direction: str = "in", **more: Any) -> dict[str, Any]:
    """A recorded message as a recorder would write it."""
    if isinstance(payload, bytes):
        more |= {"op": "binary", "enc": "base64"}
        payload = base64.b64encode(payload).decode()
    return {"t": at, "dir": direction, "data": payload, **more}


def write_capture(path: Path, *lines: dict[str, Any]) -> Path:
    """Write the lines to `path`, compressed when it ends in `.gz`."""
    text = "".join(json.dumps(each) + "\n" for each in lines).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


def route_of(path: Path, *, speed: float = math.inf, loop: bool = False) -> Route:
    """The recording as fast as it goes, unless told otherwise."""
    return capture_route(path, speed=speed, loop=loop, clock=SystemClock())


def expected_payloads(path: Path) -> list[str | bytes]:
    """What a client must receive, read with the standard library alone."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    incoming = (row for row in map(json.loads, text.splitlines()) if row["dir"] == "in")
    return [base64.b64decode(row["data"]) if row.get("enc") == "base64" else row["data"] for row in incoming]


async def everything(
    address: str, *, tls: ssl.SSLContext | None = None, compression: str | None = None
) -> tuple[list[str | bytes], int, str]:
    """All messages until the server closes, then its close code and reason."""
    received: list[str | bytes] = []
    async with connect(address, ssl=tls, compression=compression, max_size=None, proxy=None) as client:
        try:
            while True:
                received.append(await client.recv())
        except ConnectionClosed as closed:
            if closed.rcvd is None:
                raise
            return received, closed.rcvd.code, closed.rcvd.reason
