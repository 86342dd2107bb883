"""`feedscope tail`: decoded rows, or raw messages, as they come."""

import asyncio
import sys
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TextIO

import click
from msgspec.structs import replace

from monitor.cli.asking import secrets_for
from monitor.cli.loop import run_async
from monitor.cli.rows import FORMATS, RowFormat, printable
from monitor.cli.run import FEED, follow
from monitor.cli.targets import find_profile
from monitor.core.batch import Batch
from monitor.core.errors import FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
    Message,
    Notice,
    ProfileFound,
    RawMessages,
    Recognised,
)
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import Found, lack_of

__all__ = ["tail"]

_GOODBYES = (1000, 1001)


@click.command()
@click.argument("target")
@click.option("--for", "seconds", type=click.FloatRange(min=0.0, min_open=True), help="End after so many seconds.")
@click.option("--count", type=click.IntRange(min=1), help="End after so many rows (with --raw: messages).")
@click.option("--once", is_flag=True, help="End when the connection first ends, instead of reconnecting.")
@click.option("--format", "style", type=click.Choice([*FORMATS, "none"]), default="table", show_default=True)
@click.option("--raw", is_flag=True, help="Messages as received, one a line, instead of rows.")
@click.option("--stats", is_flag=True, help="A last line on stderr with the totals.")
def tail(target: str, seconds: float | None, count: int | None, once: bool, style: str, raw: bool, stats: bool) -> int:
    """Print what TARGET sends, decoded.

    Exit status 0 when it ended as asked, 1 when the feed could not be had or was cut (with --once).
    """
    profile = find_profile(target)
    secrets = secrets_for(profile)
    out = _Tail(profile, rows=None if style == "none" else FORMATS[style](), raw=raw, count=count)
    # Who wants messages as they are has no use for a mapping.
    asked = replace(profile, discover=False) if raw else profile
    order = OpenFeed(FEED, asked, reconnect=not once, raw=raw, secrets=secrets)
    return run_async(lambda interrupted: _run(out, order, interrupted, seconds=seconds, stats=stats))


async def _run(out: "_Tail", order: OpenFeed, interrupted: asyncio.Event, *, seconds: float | None, stats: bool) -> int:
    out.begin()
    async with aclosing(follow(order, interrupted=interrupted, seconds=seconds)) as messages:
        async for message in messages:
            out.take(message)
            if out.over:
                interrupted.set()
    out.finish(stats=stats)
    return 0


@dataclass(slots=True)
class _Tail:
    """Writes messages out and knows when enough have come."""

    profile: Profile
    rows: RowFormat | None
    raw: bool
    count: int | None
    out: TextIO = field(default_factory=lambda: sys.stdout)
    written: int = 0
    over: bool = False
    trouble: FeedStatus | None = None
    counts: FeedCounts = field(default_factory=lambda: FeedCounts(FEED))

    def begin(self) -> None:
        if self.rows is not None and not self.raw:
            self.out.write(self.rows.header())

    def take(self, message: Message) -> None:
        match message:
            case Batch():
                self._write_rows(message)
            case RawMessages():
                self._write_raw(message)
            case FeedCounts():
                self.counts = message
            case FeedStatus():
                self._note_status(message)
            case Gap(start=start, end=float() as end, reason=reason):
                self._say(f"data is missing for {end - start:.1f} s: {reason}")
            case Notice(text=text, advice=advice):
                self._say(" ".join(part for part in (text, advice) if part))
            case ProfileFound(summary=summary):
                self._say(summary)
            case Recognised(found=Found(rule=rule) as found) if rule is not None:
                lack = lack_of(rule)
                self._say(found.words + (f"; {lack.words}, as dialect.{lack.key} in a profile" if lack else ""))
            case _:
                pass

    def finish(self, *, stats: bool) -> None:
        """Flush, tell the totals, and raise what went wrong."""
        self.out.flush()
        if stats:
            counts = self.counts
            click.echo(
                f"stats: messages={counts.messages} bytes={counts.payload_bytes} rows={counts.rows} "
                f"unmatched={counts.unmatched} dropped={counts.dropped} reconnects={counts.reconnects} "
                f"gaps={counts.gaps}",
                err=True,
            )
        if self.trouble is not None:
            raise FeedscopeError(self._named(self.trouble.detail), advice=self.trouble.advice)

    def _write_rows(self, batch: Batch) -> None:
        if self.raw:
            return
        left = len(batch) if self.count is None else min(len(batch), self.count - self.written)
        if self.rows is not None:
            for _, text in zip(range(left), self.rows.rows(batch), strict=False):
                self.out.write(text)
        self._wrote(left)

    def _write_raw(self, raw: RawMessages) -> None:
        left = len(raw.payloads) if self.count is None else min(len(raw.payloads), self.count - self.written)
        if self.rows is not None:
            for index, payload in enumerate(raw.payloads[:left]):
                text = payload.hex() if index in raw.binary else payload.decode(errors="replace")
                self.out.write((printable(text) if self.out.isatty() else text) + "\n")
        self._wrote(left)

    def _wrote(self, count: int) -> None:
        self.written += count
        if self.count is not None and self.written >= self.count:
            self.over = True
        self.out.flush()

    def _note_status(self, status: FeedStatus) -> None:
        if status.state is FeedState.NEEDS_ATTENTION:
            self.trouble = status
            self.over = True
        elif status.ended and not self.over:
            self.over = True
            if status.detail and status.close_code not in _GOODBYES:
                self.trouble = status
        elif status.state in (FeedState.WAITING, FeedState.STALE):
            self._say(f"{status.state.value}: {status.detail}")

    def _say(self, text: str) -> None:
        self.out.flush()
        click.echo(self._named(text), err=True)

    def _named(self, text: str) -> str:
        """The text with the feed's name, but for one that begins with it: feeds may be called after their host."""
        name = self.profile.name
        return text if text.startswith(name) else f"{name}: {text}"
