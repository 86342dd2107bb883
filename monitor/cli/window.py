"""`feedscope` itself: the window."""

import os
from pathlib import Path
from typing import NamedTuple

import click

from monitor.cli.targets import find_profile
from monitor.workspace.keeping.places import home_folder

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
@click.option("--fresh", is_flag=True, help="Begin with an empty window, and keep nothing of it.")
@click.option("--inline", is_flag=True, help="Run the engine inside the window's process.")
def window(
    targets: tuple[str, ...],
    demo: bool,
    screenshot: Path | None,
    after: float,
    size: _Size | None,
    theme: str | None,
    fresh: bool,
    inline: bool,
) -> int:
    """Open the window, on TARGETs if there are any."""
    profiles = tuple(find_profile(target) for target in targets)
    # Qt is loaded here and nowhere else on the command line.
    from monitor.ui.app import WindowOptions, run_window

    options = WindowOptions(
        targets=profiles,
        demo=demo,
        screenshot=screenshot,
        after=after,
        size=size,
        theme=theme,
        # A picture shows what was asked for, not what happens to be open.
        home=None if fresh or screenshot is not None else home_folder(os.environ),
        inline_engine=inline,
    )
    return run_window(options)
