"""`feedscope discover`: what an address sends, and a profile for it."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field

import click
import msgspec
from rich.console import Console
from rich.table import Table

from monitor.cli.loop import run_async
from monitor.cli.rows import number
from monitor.cli.run import FEED, follow
from monitor.cli.targets import find_profile
from monitor.core.errors import FeedscopeError
from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    FeedStatus,
    Message,
    RawMessages,
)
from monitor.feed.discover import Discovery
from monitor.feed.discover import discover as find_streams
from monitor.feed.profile import Profile, as_plain
from monitor.feed.profiles.writing import dump_profile

__all__ = ["discover"]

_SAMPLE = 2000


@click.command()
@click.argument("address")
@click.option(
    "--for",
    "seconds",
    type=click.FloatRange(min=0.1, max=3600.0),
    default=5.0,
    show_default=True,
    help="Listen so long.",
)
@click.option("--json", "style", flag_value="json", help="Everything found, as JSON.")
@click.option("--toml", "style", flag_value="toml", help="The profile alone, ready to be saved.")
def discover(address: str, seconds: float, style: str | None) -> int:
    """Listen to ADDRESS and find out what it sends.

    ADDRESS may also be a profile, whose opening messages are then sent.
    """
    profile = find_profile(address)
    return run_async(lambda interrupted: _run(profile, interrupted, seconds=seconds, style=style))


async def _run(profile: Profile, interrupted: asyncio.Event, *, seconds: float, style: str | None) -> int:
    # Nothing is decoded here: the sample is looked at as a whole once it is complete.
    order = OpenFeed(FEED, msgspec.structs.replace(profile, discover=False, stream=()), reconnect=False, raw=True)
    sample = _Sample()
    async with aclosing(follow(order, interrupted=interrupted, seconds=seconds)) as messages:
        async for message in messages:
            sample.take(message)
            if sample.complete:
                interrupted.set()
    if not sample.payloads:
        raise _nothing(profile, sample.trouble, seconds)
    found = find_streams(sample.payloads, sample.received, name=profile.name, address=profile.address, base=profile)
    _show(found, style, count=len(sample.payloads))
    return 0


@dataclass(slots=True)
class _Sample:
    """Text messages with their times, and why there are no more of them."""

    payloads: list[bytes] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    trouble: FeedStatus | None = None

    @property
    def complete(self) -> bool:
        return self.trouble is not None or len(self.payloads) >= _SAMPLE

    def take(self, message: Message) -> None:
        match message:
            case RawMessages(payloads=payloads, received=received, binary=binary):
                text = [index for index in range(len(payloads)) if index not in binary]
                self.payloads += [payloads[index] for index in text]
                self.received += [received[index] for index in text]
            case FeedStatus(state=FeedState.STOPPED | FeedState.NEEDS_ATTENTION):
                self.trouble = self.trouble or message
            case _:
                pass


def _nothing(profile: Profile, trouble: FeedStatus | None, seconds: float) -> FeedscopeError:
    if trouble is not None and trouble.detail:
        text = trouble.detail if trouble.detail.startswith(profile.name) else f"{profile.name}: {trouble.detail}"
        return FeedscopeError(text, advice=trouble.advice)
    return FeedscopeError(
        f"{profile.name}: connected, but no message came in {seconds:g} s",
        advice="The server may wait for a message first: write a profile with a [[send]] table, or listen longer",
    )


def _show(found: Discovery, style: str | None, *, count: int) -> None:
    if style == "toml":
        click.echo(dump_profile(found.profile), nl=False)
        return
    if style == "json":
        plain = {
            "messages": count,
            "summary": found.summary,
            "dialect": msgspec.to_builtins(found.dialect),
            "streams": msgspec.to_builtins(found.streams),
            "profile": as_plain(found.profile),
        }
        click.echo(msgspec.json.format(msgspec.json.encode(plain), indent=2))
        return
    click.echo(f"{found.summary}\n")
    console = Console()
    for rule in found.profile.stream:
        table = Table(title=rule.name, title_justify="left", title_style="bold", box=None, pad_edge=False)
        for head in ("Column", "Where", "Factor"):
            table.add_column(head)
        for name, column in rule.columns.items():
            path, scale = (column, 1.0) if isinstance(column, str) else (column.path, column.scale)
            table.add_row(name, f"{rule.rows} {path}".strip(), number(scale))
        console.print(table)
    click.echo("\nSave it as a profile: feedscope discover --toml ADDRESS > my-feed.toml")
