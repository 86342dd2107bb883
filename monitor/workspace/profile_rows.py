"""The list of feed profiles, a row for each, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.feed.profiles.catalogue import Entry
from monitor.workspace.feed_view import FeedView

__all__ = ["ProfileRow", "profile_rows"]


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One profile. words: what it is, or what is wrong with its file; origin: whose it is; state: of its open feed."""

    slug: str
    name: str
    words: str
    origin: str
    state: str
    own: bool
    broken: bool


def profile_rows(entries: Iterable[Entry], feeds: Iterable[FeedView]) -> tuple[ProfileRow, ...]:
    """The user's own first, the broken ones foremost, since they want something of him."""
    states = {view.name: view.state.value for view in feeds}
    rows = (_row(entry, states.get(entry.name, "")) for entry in entries)
    return tuple(sorted(rows, key=lambda row: (not row.broken, not row.own)))


def _row(entry: Entry, state: str) -> ProfileRow:
    if entry.error is not None:
        words = f"{entry.file.name}, {_place(entry)}{_what(entry)}"
    else:
        words = " \N{MIDDLE DOT} ".join(
            part for part in (entry.about, f"needs {entry.needs}" if entry.needs else "") if part
        )
    return ProfileRow(
        entry.slug,
        entry.name,
        words,
        origin="shipped" if entry.shipped else "own",
        state=state,
        own=not entry.shipped,
        broken=entry.error is not None,
    )


def _place(entry: Entry) -> str:
    assert entry.error is not None
    return f"line {entry.error.line}: " if entry.error.line else ""


def _what(entry: Entry) -> str:
    """What is wrong, without the place, which is said before it."""
    error = entry.error
    assert error is not None
    place = ":".join(part for part in (error.file, str(error.line) if error.line else "") if part)
    return error.what.removeprefix(f"{place}: ")
