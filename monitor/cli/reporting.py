"""The log and the crash reports of one command."""

import os
from pathlib import Path

import click

from monitor.core.clock import SystemClock
from monitor.workspace.reporting.reporting import Reporting

__all__ = ["begin_reporting", "current_reporting", "made_reporting"]


def made_reporting(part: str, *, verbose: bool) -> Reporting:
    """What this run is written down by, once it begins. part: "window" or "command"."""
    from monitor.workspace.keeping.places import logs_folder
    from monitor.workspace.reporting.log_level import log_level

    return Reporting(
        logs_folder(os.environ),
        part=part,
        level=log_level(os.environ, verbose=verbose),
        about=_about,
        environment=os.environ,
        clock=SystemClock(),
        echo=verbose,
    )


def begin_reporting(ctx: click.Context, *, verbose: bool) -> None:
    """Write down this run of a command until its context is closed."""
    reporting = made_reporting("command", verbose=verbose)
    reporting.begin()
    ctx.call_on_close(reporting.end)
    ctx.obj = reporting


def current_reporting() -> Reporting | None:
    """That of the command that runs in this thread, None outside of one."""
    ctx = click.get_current_context(silent=True)
    return None if ctx is None else ctx.find_object(Reporting)


def _about() -> str:
    from monitor.workspace.about.facts import as_text, version_facts

    return as_text(version_facts(), home=Path.home())
