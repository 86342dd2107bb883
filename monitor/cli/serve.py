"""`feedscope serve`: plays recordings and the demo feeds as a WebSocket server on loopback."""

import asyncio
import contextlib
import math
import os
import ssl
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import click

from monitor.cli.loop import run_async
from monitor.core.clock import SystemClock
from monitor.demo.names import OUTAGE_SECONDS
from monitor.demo.playback import capture_route
from monitor.demo.server import Route, server_tls, start_server
from monitor.demo.synthetic import demo_routes

__all__ = ["serve"]

_PORT = 8765


def _speed(context: click.Context, option: click.Parameter, value: str) -> float:
    """A positive factor, or `max` for no waiting."""
    if value == "max":
        return math.inf
    try:
        speed = float(value)
    except ValueError:
        speed = math.nan
    if not 0.0 < speed < math.inf:
        raise click.BadParameter(f"{value!r} is neither a positive number nor max.", context, option)
    return speed


_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=_FILE)
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0 picks a free one.")
@click.option("--speed", callback=_speed, default="1", show_default=True, metavar="X|max", help="Play X times as fast.")
@click.option("--loop", is_flag=True, help="Begin again at the end of a recording.")
@click.option("--tls", nargs=2, type=_FILE, metavar="CERT KEY", help="Serve wss:// with these PEM files.")
@click.option("--demo", is_flag=True, help="Serve the demo feeds: /market, /machine and /events.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which demo: the same seed, the same messages.")
@click.option(
    "--outages",
    type=click.FloatRange(min=0.0, max=86400.0),
    default=OUTAGE_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Cut the machine feed for a moment about this often; 0 for never.",
)
@click.option("--while-stdin", is_flag=True, hidden=True, help="End when standard input ends.")
def serve(
    files: tuple[Path, ...],
    *,
    port: int,
    speed: float,
    loop: bool,
    tls: tuple[Path, Path] | None,
    demo: bool,
    seed: int,
    outages: float,
    while_stdin: bool,
) -> None:
    """Play recordings or the demo feeds on this machine, until Ctrl-C.

    Each FILE is served at a path of its own, its name without .jsonl or .jsonl.gz. Every client gets it from the
    start; at its end the connection is closed with code 1000.
    """
    if not files and not demo:
        raise click.UsageError("Give at least one FILE, or --demo.")
    with contextlib.suppress(KeyboardInterrupt):
        clock = SystemClock()
        routes = [capture_route(file, speed=speed, loop=loop, clock=clock) for file in files]
        if demo:
            routes += demo_routes(seed=seed, clock=clock, outage_seconds=outages)
        context = server_tls(*tls) if tls else None
        run_async(lambda stop: _serve(routes, stop, port=port, tls=context, while_stdin=while_stdin))


async def _serve(
    routes: Sequence[Route], stop: asyncio.Event, *, port: int, tls: ssl.SSLContext | None, while_stdin: bool
) -> None:
    server = await start_server(*routes, port=port, tls=tls)
    try:
        for address in server.addresses.values():
            click.echo(f"listening on {address}")
        if while_stdin:
            _stop_on_end_of_input(stop)
        await stop.wait()
    finally:
        await server.close()


def _stop_on_end_of_input(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    descriptor = sys.stdin.fileno()

    def read_away() -> None:
        # Not sys.stdin.read(): a daemon thread that holds its lock would make the interpreter abort when it leaves.
        with contextlib.suppress(OSError):
            while os.read(descriptor, 4096):
                pass
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=read_away, name="end of input", daemon=True).start()
