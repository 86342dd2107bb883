"""`feedscope check`: every step from the name to the first rows, each with its time or its reason."""

import asyncio
import os
import random
from dataclasses import replace

import click

from monitor.cli.asking import secrets_for
from monitor.cli.loop import run_async
from monitor.cli.run import FEED, follow
from monitor.cli.targets import find_profile
from monitor.core.batch import Batch
from monitor.core.clock import Clock, SystemClock
from monitor.core.secrecy import SHORTEST_GUESSED
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
)
from monitor.engine.preparing import prepare
from monitor.engine.speaking.script import Script
from monitor.engine.speaking.talk import sendable
from monitor.feed.profile import Profile
from monitor.feed.redaction import Redactor, secrets
from monitor.feed.sources import Sources
from monitor.net.diagnosis import Finding, diagnose
from monitor.net.governor import Sendable
from monitor.wire.dialects.base import Unsendable

__all__ = ["check"]


@click.command()
@click.argument("target")
@click.option(
    "--for", "seconds", type=click.FloatRange(min=0.1, max=600.0), default=5.0, show_default=True, help="Wait so long."
)
def check(target: str, seconds: float) -> int:
    """Try TARGET step by step: name, connection, TLS, handshake, first message, mapping.

    Exit status 1 when a step fails.
    """
    profile = find_profile(target)
    sources = Sources(os.environ, secrets=secrets_for(profile))
    return run_async(lambda interrupted: _run(profile, sources, interrupted, seconds))


async def _run(profile: Profile, sources: Sources, interrupted: asyncio.Event, seconds: float) -> int:
    clock = SystemClock()
    learnt: set[str] = set()
    prepared = await prepare(profile, sources, clock=clock, random=random.random, learn=learnt.update)
    redact = Redactor(secrets(profile, sources) | {value for value in learnt if len(value) >= SHORTEST_GUESSED})
    click.echo(f"{profile.name}: {redact(prepared.endpoint.shown)}")
    async for finding in diagnose(
        prepared.endpoint,
        clock=clock,
        wait_seconds=seconds,
        send=_first_words(prepared.script, now=clock.monotonic()),
    ):
        # A server may well repeat what it was sent.
        _tell(replace(finding, text=redact(finding.text)))
        if not finding.ok:
            return 1
        if interrupted.is_set():
            return 0
    order = OpenFeed(FEED, profile, reconnect=False, secrets=sources.secrets)
    mapping = await _try_mapping(order, interrupted, seconds, clock)
    _tell(mapping)
    return 0 if mapping.ok else 1


def _first_words(script: Script, *, now: float) -> list[Sendable]:
    """What is said before anything has come."""
    dialect = script.dialect
    words = [*dialect.opened(now=now)]
    if dialect.ready:
        for text in script.opening:
            wrapped = dialect.wrap(text, now=now)
            words += [] if isinstance(wrapped, Unsendable) else wrapped
    return [sendable(each) for each in words]


async def _try_mapping(order: OpenFeed, interrupted: asyncio.Event, seconds: float, clock: Clock) -> Finding:
    """Run the feed as the window would, until its first rows."""
    started = clock.monotonic()
    counts = FeedCounts(FEED)
    rows: Batch | None = None
    async for message in follow(order, interrupted=interrupted, seconds=seconds):
        if isinstance(message, Batch):
            rows = rows or message
            interrupted.set()
        elif isinstance(message, FeedCounts):
            counts = message
        elif isinstance(message, FeedStatus) and message.ended:
            interrupted.set()
    took = clock.monotonic() - started
    if rows is not None:
        return Finding("mapping", True, took, f"rows of {rows.stream}: {', '.join(rows.columns)}")
    seen = counts.last_unmatched[:200].decode(errors="replace")
    text = f"{counts.messages} messages came, and no rule found a number in them" + (
        f"; the last: {seen}" if seen else ""
    )
    return Finding("mapping", False, took, text, "Look at what comes with: feedscope tail --raw, or feedscope discover")


def _tell(finding: Finding) -> None:
    mark = click.style("ok  ", fg="green") if finding.ok else click.style("FAIL", fg="red")
    spent = f"{finding.seconds * 1000:7.1f} ms" if finding.seconds else " " * 10
    click.echo(f"  {mark} {finding.step:<20} {spent}  {finding.text}")
    if finding.advice:
        click.echo(f"       {finding.advice}")
