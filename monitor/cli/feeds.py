"""`feedscope feeds`: the profiles at hand and whether each can be used."""

import os

import click
from rich.console import Console
from rich.table import Table

from monitor.feed.profiles.catalogue import Entry, entries
from monitor.workspace.keeping.places import profiles_folder

__all__ = ["feeds"]


@click.command()
def feeds() -> int:
    """List the catalogue and your own profiles.

    Exit status 1 when one of them cannot be used.
    """
    own = profiles_folder(os.environ)
    found = entries(own=own)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Name", "Feed", "From", "Needs", "State"):
        table.add_column(title, overflow="fold")
    for entry in found:
        table.add_row(entry.slug, entry.name, _origin(entry), entry.needs or "nothing", _state(entry))
    Console().print(table)
    click.echo(f"\nYour own profiles go into {own}. Open one with: feedscope NAME")
    return 1 if any(entry.error for entry in found) else 0


def _origin(entry: Entry) -> str:
    return "catalogue" if entry.shipped else "you"


def _state(entry: Entry) -> str:
    return "good" if entry.error is None else str(entry.error)
