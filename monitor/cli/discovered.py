"""What `feedscope discover` has found, as text and as JSON."""

from dataclasses import dataclass

import click
import msgspec
from rich.console import Console
from rich.table import Table

from monitor.cli.rows import number
from monitor.engine.messages import Recognised
from monitor.feed.discover import Discovery
from monitor.feed.profile import as_plain
from monitor.feed.profiles.writing import dump_profile
from monitor.feed.recognition.found import lack_of
from monitor.feed.recognition.names import kind_of, title_of

__all__ = ["Listened", "as_json", "show_found"]


@dataclass(frozen=True, slots=True)
class Listened:
    """found: in the messages, of which `count` came. recognised: None where nobody asked."""

    found: Discovery
    count: int
    recognised: Recognised | None

    @property
    def usable(self) -> bool:
        """Whether anything is known that a profile can say."""
        found = self.recognised is not None and self.recognised.found is not None
        return bool(self.count) or found

    @property
    def speaks(self) -> str:
        """What the server speaks and how that was found, "" where that is not known."""
        if self.recognised is not None:
            return self.recognised.found.words if self.recognised.found is not None else ""
        return title_of(self.found.profile.dialect)


def as_json(listened: Listened) -> str:
    """Everything, for other programs."""
    found, recognised = listened.found, listened.recognised
    lack = lack_of(found.profile.dialect)
    plain = {
        "messages": listened.count,
        "summary": found.summary,
        "dialect": msgspec.to_builtins(found.dialect),
        "speaks": {
            "kind": kind_of(found.profile.dialect),
            "words": listened.speaks,
            "lacks": "" if lack is None else lack.key,
            "tried": [] if recognised is None else [[what, outcome] for what, outcome in recognised.tried],
        },
        "streams": msgspec.to_builtins(found.streams),
        "profile": as_plain(found.profile),
    }
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()


def show_found(listened: Listened) -> None:
    """What was tried, what the server speaks, what it sends, and the profile."""
    _show_tried(listened)
    found = listened.found
    if listened.count:
        click.echo(f"{found.summary}\n")
        _show_streams(found)
    if listened.usable:
        click.echo(f"\nThe profile, to be saved as my-feed.toml:\n\n{dump_profile(found.profile)}", nl=False)


def _show_tried(listened: Listened) -> None:
    if listened.recognised is not None:
        width = max(len(what) for what, _ in listened.recognised.tried)
        click.echo("Tried:")
        for what, outcome in listened.recognised.tried:
            click.echo(f"  {what:{width}}  {outcome}")
    if listened.speaks:
        click.echo(f"Speaks {listened.speaks}.")
    lack = lack_of(listened.found.profile.dialect)
    if lack is not None:
        click.echo(f"It sends nothing yet: {lack.words}, as `{lack.key}` under [dialect] of its profile.")
    if listened.recognised is not None or listened.speaks:
        click.echo("")


def _show_streams(found: Discovery) -> None:
    console = Console()
    for rule in found.profile.stream:
        table = Table(title=rule.name, title_justify="left", title_style="bold", box=None, pad_edge=False)
        for head in ("Column", "Where", "Factor"):
            table.add_column(head)
        for name, column in rule.columns.items():
            path, scale = (column, 1.0) if isinstance(column, str) else (column.path, column.scale)
            table.add_row(name, f"{rule.rows} {path}".strip(), number(scale))
        console.print(table)
