"""`feedscope --version`: what a bug report has to say of the program and of where it keeps things."""

import os
from pathlib import Path

import click

from monitor import __version__

__all__ = ["show_version"]


def show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Tell it and leave."""
    if not wanted or ctx.resilient_parsing:
        return
    from monitor.workspace.about.facts import as_text, place_facts, version_facts
    from monitor.workspace.keeping.places import places

    facts = (*version_facts()[1:], *place_facts(places(os.environ)))
    click.echo(f"feedscope {__version__}")
    click.echo(as_text(facts, home=Path.home()))
    ctx.exit()
