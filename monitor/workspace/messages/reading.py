"""A message as each view of the detail shows it."""

from collections.abc import Iterable
from itertools import islice
from typing import Literal, TypeAlias

from monitor.workspace.messages.changes import changed_lines
from monitor.workspace.messages.plain import hex_lines, plain_lines
from monitor.workspace.messages.pretty import MOST_CHARACTERS, MOST_LINES, pretty_lines
from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.text_line import Reading, TextLine
from monitor.workspace.messages.tokens import looks_like_json
from monitor.workspace.wording import count, size

__all__ = ["View", "read_message"]

View: TypeAlias = Literal["pretty", "raw", "hex", "changes"]

_MOST_BYTES = 64 * 1024
"""Of what is shown as bytes: 4 096 lines."""


def read_message(entry: RawEntry, view: View, *, width: int, before: RawEntry | None = None) -> Reading:
    """The message in one view. width: characters that fit on a line; before: the one of its kind before it."""
    if view == "hex" or entry.binary:
        return _whole(entry, hex_lines(entry.payload[:_MOST_BYTES]), shown=_MOST_BYTES)
    text = entry.text
    if view == "raw" or not looks_like_json(text):
        return _whole(entry, plain_lines(text[:MOST_CHARACTERS], width=width), shown=MOST_CHARACTERS)
    if view == "changes":
        return _changes(entry, text, before)
    return _whole(entry, pretty_lines(text[:MOST_CHARACTERS]), shown=MOST_CHARACTERS)


def _changes(entry: RawEntry, text: str, before: RawEntry | None) -> Reading:
    if before is None:
        reading = _whole(entry, pretty_lines(text[:MOST_CHARACTERS]), shown=MOST_CHARACTERS)
        return reading._replace(words="No earlier message of this kind is held")
    lines, changes = changed_lines(text[:MOST_CHARACTERS], before.text[:MOST_CHARACTERS])
    words = {0: "Nothing differs", 1: "1 value differs"}.get(changes, f"{count(changes)} values differ")
    part = "; only the beginning was compared" if entry.size > MOST_CHARACTERS else ""
    return Reading(tuple(lines), f"{words} from the message of its kind before it{part}")


def _whole(entry: RawEntry, lines: Iterable[TextLine], *, shown: int) -> Reading:
    taken = tuple(islice(lines, MOST_LINES + 1))
    if len(taken) > MOST_LINES or entry.size > shown or entry.cut:
        return Reading(taken[:MOST_LINES], f"Only the beginning is shown: the message has {size(entry.size)}")
    return Reading(taken)
