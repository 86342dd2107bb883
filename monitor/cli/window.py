"""`feedscope` itself: the window."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import click

from monitor.cli.reporting import made_reporting
from monitor.workspace.keeping.places import home_folder, profiles_folder
from monitor.workspace.opening import file_meant, is_shared, profile_meant, whole_target
from monitor.workspace.sharing.reading import load_shared

__all__ = ["window"]


class _Size(NamedTuple):
    """Width and height in device-independent pixels."""

    width: int
    height: int


class _SizeType(click.ParamType[_Size]):
    name = "WxH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> _Size:
        if isinstance(value, _Size):
            return value
        width, _, height = str(value).lower().partition("x")
        if not (width.isdecimal() and height.isdecimal() and 320 <= int(width) <= 8192 and 240 <= int(height) <= 8192):
            self.fail(f"{value!r} is no size such as 1440x900", param, ctx)
        return _Size(int(width), int(height))


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--demo", is_flag=True, help="Open the demo feeds; needs no network.")
@click.option("--screenshot", type=click.Path(path_type=Path, dir_okay=False), help="Save a picture and leave.")
@click.option("--after", type=click.FloatRange(min=0.0, max=3600.0), default=3.0, show_default=True, help="… then.")
@click.option("--size", type=_SizeType(), help="Size of the window.")
@click.option("--theme", type=click.Choice(["system", "light", "dark"]), help="Instead of what the settings say.")
@click.option(
    "--new-window", is_flag=True, help="Open another window, with the settings and nothing else; keep nothing."
)
@click.option("--fresh", is_flag=True, help="Begin with an empty window, and keep nothing of it.")
@click.option("--inline", is_flag=True, help="Run the engine inside the window's process.")
def window(
    targets: tuple[str, ...],
    demo: bool,
    screenshot: Path | None,
    after: float,
    size: _Size | None,
    theme: str | None,
    new_window: bool,
    fresh: bool,
    inline: bool,
) -> int:
    """Open the window, on TARGETs if there are any. Where it is open already, that one comes to the front with them."""
    if screenshot is not None or _in_terminal():
        for target in targets:
            _check(target)
    # Qt is loaded here and nowhere else on the command line.
    from monitor.ui.app import WindowOptions, run_window

    # A picture shows what was asked for, not what happens to be open.
    nothing_kept = fresh or screenshot is not None
    options = WindowOptions(
        openings=tuple(whole_target(target) for target in targets),
        demo=demo,
        screenshot=screenshot,
        after=after,
        size=size,
        theme=theme,
        home=None if nothing_kept else home_folder(os.environ),
        apart=new_window,
        single=not new_window and not nothing_kept,
        reporting=made_reporting("window", verbose=_verbose()),
        inline_engine=inline,
    )
    return run_window(options)


def _check(target: str) -> None:
    """Tell a slip where it was typed. Without a terminal, as from the menu of the desktop, the window tells it."""
    file = file_meant(target)
    if file is not None and is_shared(file):
        load_shared(file)
    else:
        profile_meant(target, own=profiles_folder(os.environ))


def _in_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _verbose() -> bool:
    parent = click.get_current_context().parent
    return parent is not None and bool(parent.params.get("verbose"))
