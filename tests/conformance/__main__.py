"""Our connection, and others beside it, through the Autobahn Testsuite.

    python -m tests.conformance [--peers] [--extent whole|short|quick] [--cases PATTERN]...

Leaves the suite's own pages in build/conformance and fails unless every case is OK or informational.
"""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from tests.conformance.extents import EXTENTS, WHOLE
from tests.conformance.feedscope import echo
from tests.conformance.peers import PEERS, Echo
from tests.conformance.run import Verdict, run
from tests.conformance.suite import SuiteError, find_python, install
from tests.conformance.tables import by_category, overall

OURS: Final = "feedscope"


@click.command()
@click.option("--peers", is_flag=True, help="The other packages too.")
@click.option("--extent", type=click.Choice(list(EXTENTS)), default=WHOLE, show_default=True, help="How much of it.")
@click.option("--cases", multiple=True, default=["*"], help="Only these, such as 6.4.* (may be given repeatedly).")
@click.option("--servers", default=2, show_default=True, help="Fuzzing servers that share the cases.")
def main(peers: bool, extent: str, cases: tuple[str, ...], servers: int) -> None:
    """Run the Autobahn Testsuite against our connection and print the counts as Markdown."""
    python = find_python()
    if python is None:
        raise click.ClickException("the Autobahn Testsuite needs a Python 2.7 with pip, in PATH or in ~/.pyenv")
    clients: dict[str, Echo] = {OURS: echo, **(PEERS if peers else {})}
    try:
        install(python)
        found = {
            _named(name): _follow(python, name, client, cases=cases, without=EXTENTS[extent], servers=servers)
            for name, client in clients.items()
        }
    except SuiteError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{overall(found)}\n\n{by_category(found)}")
    bad = [verdict for verdict in found[_named(OURS)] if not verdict.good]
    for verdict in bad:
        click.echo(f"{verdict.case}: {verdict.behaviour}, closing {verdict.closing}", err=True)
    sys.exit(bool(bad))


def _named(name: str) -> str:
    return name if name == OURS else f"{name} {version(name)}"


def _follow(
    python: Path, name: str, client: Echo, *, cases: tuple[str, ...], without: tuple[str, ...], servers: int
) -> list[Verdict]:
    """Run one client with a bar that shows how far it is."""
    with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task(name, total=None)
        return run(
            python,
            name,
            client,
            cases=cases,
            without=without,
            servers=servers,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )


if __name__ == "__main__":
    main()
