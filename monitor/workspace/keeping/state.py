"""What the user had open, as one file: feeds, desks, formulas, alert rules, and the window's own shape."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from monitor.core.files import backup_of, replace_file, set_aside
from monitor.feed.profile import Profile

__all__ = ["LoadedState", "OpenedFeed", "State", "WindowShape", "load_state", "save_state"]

T = TypeVar("T")

_SCHEMA = 1
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading a damaged file can raise."""


class OpenedFeed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A feed that was open, under the id that desks and rules know it by.

    demo: its name among the feeds of the demo, whose server listens elsewhere each time; "" for any other.
    """

    feed: str
    profile: Profile
    stopped: bool = False
    demo: str = ""


class WindowShape(msgspec.Struct, frozen=True, omit_defaults=True):
    """Size in pixels at a scale of 1, never a position: not every system lets a window choose one."""

    width: int = 1440
    height: int = 900
    maximised: bool = False
    feeds_width: int = 272


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Each part but the schema is JSON of its own, so that one that cannot be read takes no other with it."""

    schema: int = _SCHEMA
    feeds: tuple[msgspec.Raw, ...] = ()
    desks: msgspec.Raw = msgspec.Raw(b"null")
    formulas: msgspec.Raw = msgspec.Raw(b"null")
    alerts: msgspec.Raw = msgspec.Raw(b"null")
    window: msgspec.Raw = msgspec.Raw(b"null")


@dataclass(frozen=True, slots=True)
class LoadedState:
    """The state, and in words for the user what of it could not be read."""

    state: State = field(default_factory=State)
    problems: tuple[str, ...] = ()

    @property
    def feeds(self) -> tuple[OpenedFeed, ...]:
        """The feeds that can be opened again."""
        return tuple(feed for raw in self.state.feeds if (feed := _read(raw, OpenedFeed)) is not None)

    @property
    def window(self) -> WindowShape:
        """The window's shape, the usual one where none is known."""
        return _read(self.state.window, WindowShape) or WindowShape()


def load_state(path: Path) -> LoadedState:
    """Read the file or, where it is damaged, its backup. A file that is not there is an empty state.

    A damaged file is set aside and told of, never a failure.
    """
    if not path.exists():
        return LoadedState()
    try:
        return LoadedState(_decoded(path.read_bytes()))
    except (OSError, *_UNREADABLE) as error:
        return _second_best(path, str(error))


def save_state(path: Path, state: State) -> None:
    """Write the file, keeping one backup. Raises OSError."""
    replace_file(path, msgspec.json.format(msgspec.json.encode(state), indent=1))


def _decoded(data: bytes) -> State:
    state = msgspec.json.decode(data, type=State)
    if state.schema > _SCHEMA:
        raise msgspec.ValidationError("it was written by a newer version of Feedscope")
    return state


def _second_best(path: Path, why: str) -> LoadedState:
    try:
        aside = set_aside(path)
        kept = f"It was kept as {aside.name}"
    except OSError:
        kept = "It could not be moved aside"
    told = f"What was open could not be read from {path.name} ({why}). {kept}"
    try:
        return LoadedState(_decoded(backup_of(path).read_bytes()), (f"{told}, and the one before it is used",))
    except (OSError, *_UNREADABLE):
        return LoadedState(problems=(f"{told}, and the window starts empty",))


def _read(raw: msgspec.Raw, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(raw, type=kind)
    except _UNREADABLE:
        return None
