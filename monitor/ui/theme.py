"""The colours of the window as values, read from one file a theme; without Qt, so that tests can judge contrast."""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum

from monitor.core.errors import FeedscopeError
from monitor.resources import resource

__all__ = ["Theme", "ThemeChoice", "load_theme", "mixed"]

_COLOUR = re.compile(r"#[0-9a-f]{6}")


class ThemeChoice(Enum):
    """What the user asked for. The value is the word on the command line."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"
    """Whatever the desktop is set to, also when that changes."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each "#rrggbb".

    background lies between panels, panel is the ground of panels and bars, raised of fields and selected rows;
    line is for borders, grid for the lines behind curves; text, muted and faint are the three levels of text; accent
    is for focus and links;
    ok, warn and bad are states, never curves; series are the curves, in this order.
    """

    name: str
    dark: bool
    background: str
    panel: str
    raised: str
    line: str
    grid: str
    text: str
    muted: str
    faint: str
    accent: str
    ok: str
    warn: str
    bad: str
    series: tuple[str, ...]

    def __post_init__(self) -> None:
        colours = (getattr(self, name) for name in self.__slots__ if name not in ("name", "dark", "series"))
        for colour in (*colours, *self.series):
            if not _COLOUR.fullmatch(colour):
                raise FeedscopeError(f"Theme {self.name} holds {colour!r}, which is no colour", advice="Write #rrggbb.")


def load_theme(name: str) -> Theme:
    """A shipped theme by the name of its file."""
    with resource("themes", f"{name}.toml").open("rb") as file:
        tokens = tomllib.load(file)
    return Theme(**{**tokens, "series": tuple(tokens["series"])})


def mixed(colour: str, ground: str, *, share: float) -> str:
    """`share` of `colour` on the rest of `ground`: a tint that needs no transparency."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + bottom * (1.0 - share)):02x}" for top, bottom in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
