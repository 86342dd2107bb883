"""What differs between a message and the one before it of the same kind."""

from collections.abc import Iterator, Mapping
from itertools import islice

from monitor.workspace.messages.pretty import MOST_LINES, pretty_lines
from monitor.workspace.messages.text_line import TextLine

__all__ = ["changed_lines"]

_LONGEST_NOTE = 60


def changed_lines(text: str, before: str) -> tuple[list[TextLine], int]:
    """The lines of `text`, those that differ from `before` marked with what stood there; and how many differ.

    What `before` had and `text` has not is listed at the end.
    """
    old = {line.path: line.value for line in _values(before)}
    lines: list[TextLine] = []
    changes = 0
    for line in islice(pretty_lines(text), MOST_LINES):
        known = old.pop(line.path, None) if line.value else None
        if line.value and line.value != known:
            changes += 1
            line = line._replace(changed=True, note="new" if known is None else f"was {_short(known)}")
        lines.append(line)
    return [*lines, *_gone(old)], changes + len(old)


def _values(text: str) -> Iterator[TextLine]:
    return (line for line in islice(pretty_lines(text), MOST_LINES) if line.value)


def _gone(left: Mapping[str, str]) -> Iterator[TextLine]:
    for path, value in left.items():
        yield TextLine(path, (), path, "", f"no longer there, was {_short(value)}", changed=True)


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_NOTE else f"{value[:_LONGEST_NOTE]}…"
