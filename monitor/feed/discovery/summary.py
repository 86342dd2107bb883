"""What was found in the messages of a feed, in words for the user."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.feed.discovery.found import FoundStream
from monitor.feed.discovery.hints import Dialect, Hint
from monitor.feed.profile import KeyRule

__all__ = ["Rest", "summarise"]

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Rest:
    """Messages that make no rows.

    control:    acknowledgements, heartbeats and the like.
    silent:     of kinds that have nothing to plot.
    lost:       told from the others by nothing a profile could ask for.
    unreadable: not JSON.
    left_out:   not looked at.
    """

    control: int
    silent: int
    lost: int
    unreadable: int
    left_out: int


def summarise(hint: Hint, streams: Sequence[FoundStream], messages: int, rest: Rest) -> str:
    """A few lines: the dialect, the streams, and what was left of so many messages."""
    if hint.dialect is Dialect.NOTHING:
        return "No message has come yet. Many servers send nothing before they are asked: add a subscription."
    lines = [f"{_count(messages, 'message')}. {hint.dialect.value}: {hint.reason}"]
    lines += [_stream(found) for found in streams[:_MOST_TOLD]]
    if len(streams) > _MOST_TOLD:
        lines.append(f"… and {_count(len(streams) - _MOST_TOLD, 'more stream')}")
    if not streams:
        lines.append(_nothing(hint, messages, rest))
    if left := _left(rest):
        lines.append(left)
    return "\n".join(lines)


def _stream(found: FoundStream) -> str:
    rule = found.rule
    key = rule.key.path if isinstance(rule.key, KeyRule) else rule.key
    by = f" by {key}" if key else ""
    time = f"time {rule.time.path} ({rule.time.unit})" if rule.time.path else "time of receiving"
    names = list(rule.columns)
    more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
    return f"{rule.name}: {', '.join(names[:_MOST_TOLD])}{more}{by}; {time}; {_count(found.messages, 'message')}"


def _nothing(hint: Hint, messages: int, rest: Rest) -> str:
    if hint.dialect in (Dialect.TEXT, Dialect.BINARY) or 2 * rest.unreadable > messages:
        return "A profile reads numbers from JSON, so nothing can be plotted from these messages as they are."
    if rest.control and rest.control == messages:
        return "All of them are acknowledgements and heartbeats: the feed seems to wait for a subscription."
    return "There are no numbers in them that could be plotted."


def _left(rest: Rest) -> str:
    parts = [
        f"{_count(number, 'message')} {what}"
        for number, what in (
            (rest.control, "of acknowledging and keeping alive"),
            (rest.silent, "without numbers to plot"),
            (rest.lost, "of no kind of their own"),
            (rest.unreadable, "not JSON"),
            (rest.left_out, "not looked at"),
        )
        if number
    ]
    return f"Besides: {', '.join(parts)}." if parts else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
