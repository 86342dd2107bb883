"""The command line as a whole: which command, and what an error becomes."""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import takewhile

import click

from monitor.cli.version import show_version
from monitor.core.errors import FeedscopeError
from monitor.core.errors import UsageError as FeedscopeUsageError

__all__ = ["commands", "run"]

_COMMANDS = ("window", "tail", "discover", "check", "serve", "feeds", "secrets", "integrate")
"""Each is in the module of its name, which is loaded when the command is wanted: the window starts sooner for it."""
_REPORTED = frozenset({"tail", "discover", "serve"})
"""Commands that run for a while, and have a log of it. The window has one too, once it is known that it opens."""
_VERBOSE = ("--verbose", "-v")
_HELP = frozenset({"--help", "-h"})
_OF_VERSION = "Show the versions of everything and where things are kept, and exit."
_FAILED = 1
_MISUSED = 2


class _ReaderGone(Exception):
    """Whoever read our output has gone (`| head`)."""


class _TargetsOrCommand(click.Group):
    """A group whose first word may also be an address, a profile or an option of the window."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            # Under its own name click would take it for a failure.
            raise _ReaderGone from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"monitor.cli.{cmd_name}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*_COMMANDS, "--help", "-h", "--version"}
        ours = list(takewhile(_VERBOSE.__contains__, args))
        rest = args[len(ours) :]
        # A shell that asks what may follow is told the commands first.
        if not ctx.resilient_parsing and (not rest or rest[0] not in known):
            rest = ["window", *rest]
        return super().parse_args(ctx, [*ours, *rest])


@click.group(
    cls=_TargetsOrCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="A TARGET is an address (wss://…), the name of a profile, or a profile file. "
    "`feedscope TARGET…` opens the window on it.",
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=show_version, help=_OF_VERSION)
@click.option(*_VERBOSE, is_flag=True, help="Log in detail, also to the terminal. FEEDSCOPE_LOG=debug does so quietly.")
@click.pass_context
def commands(ctx: click.Context, verbose: bool) -> None:
    """Watch live data over WebSocket: paste an address, see it plotted."""
    if ctx.invoked_subcommand in _REPORTED and not _HELP.intersection(sys.argv):
        from monitor.cli.reporting import begin_reporting

        begin_reporting(ctx, verbose=verbose)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status. Errors of ours become one line on stderr, here and nowhere else."""
    _speak_utf8()
    try:
        status = commands.main(list(arguments), prog_name="feedscope", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except FeedscopeError as error:
        click.echo(f"feedscope: {error}", err=True)
        return _MISUSED if isinstance(error, FeedscopeUsageError) else _FAILED
    except (click.Abort, KeyboardInterrupt):
        return 0
    except (_ReaderGone, BrokenPipeError):
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0


def _speak_utf8() -> None:
    """Into files and pipes goes UTF-8, and nothing that a terminal cannot show ends a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
