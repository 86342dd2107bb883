"""The search for streams: messages sorted out, into kinds, and each kind into streams."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

import msgspec

from monitor.feed.discovery.candidates import acknowledged_names
from monitor.feed.discovery.channels import Announcements, find_announcements
from monitor.feed.discovery.control import control_condition
from monitor.feed.discovery.found import FoundStream
from monitor.feed.discovery.kinds import sort_into_kinds
from monitor.feed.discovery.leaves import GLANCE, Taken, take_apart
from monitor.feed.discovery.outline import outline
from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.streams import find_streams
from monitor.feed.profile import ChannelMap, Literals

__all__ = ["Findings", "search"]

_MOST_STREAMS = 60
_MOST_IGNORED = 20
_LEAST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Findings:
    """What is in the messages.

    ignored:  the conditions that acknowledgements and heartbeats fulfil.
    control:  how many messages are such.
    silent:   how many are of kinds that have nothing to plot.
    lost:     how many nothing tells from others, and so are of no kind.
    left_out: how many were not looked at, for want of room.
    """

    streams: tuple[FoundStream, ...]
    channels: ChannelMap | None
    ignored: tuple[Literals, ...]
    control: int
    silent: int
    lost: int
    left_out: int


def search(messages: Sequence[Seen]) -> Findings:
    """Everything that can be found in `messages`."""
    announcements = find_announcements(messages)
    data, control, ignored = _sorted_out(messages, announcements)
    root = outline(data)
    acknowledged = acknowledged_names(take_apart(control, root, depth=GLANCE))
    taken = take_apart(data, root, depth=GLANCE)
    _announce(taken, announcements)
    streams: list[FoundStream] = []
    silent = known = 0
    for kind in sort_into_kinds(taken, acknowledged=acknowledged):
        share = max(_LEAST_SHARE, len(kind.messages) / len(taken))
        found = find_streams(kind, announcements, share=share)
        streams += found
        known += len(kind.messages)
        silent += 0 if found else len(kind.messages)
    return Findings(
        streams=tuple(_named_once(streams[:_MOST_STREAMS])),
        channels=announcements.rule if announcements is not None else None,
        ignored=ignored,
        control=len(control),
        silent=silent,
        lost=len(taken) - known,
        left_out=len(data) - len(taken),
    )


def _sorted_out(
    messages: Sequence[Seen], announcements: Announcements | None
) -> tuple[list[Seen], list[Seen], tuple[Literals, ...]]:
    """The messages with data, all others, and the conditions that these fulfil."""
    data: list[Seen] = []
    control: list[Seen] = []
    ignored: list[Literals] = []
    for message in messages:
        condition = control_condition(message.value)
        if condition is None:
            data.append(message)
            continue
        control.append(message)
        if condition and condition not in ignored and len(ignored) < _MOST_IGNORED:
            ignored.append(condition)
    if announcements is not None:
        # An announcement must be read, not passed over.
        ignored = [condition for condition in ignored if condition != announcements.rule.when]
    return data, control, tuple(ignored)


def _announce(taken: Sequence[Taken], announcements: Announcements | None) -> None:
    if announcements is not None:
        for one in taken:
            announcements.add_to(one)


def _named_once(streams: Sequence[FoundStream]) -> list[FoundStream]:
    taken: dict[str, FoundStream] = {}
    for found in streams:
        name = found.name
        if name in taken:
            name = next(other for number in count(2) if (other := f"{found.name} {number}") not in taken)
        taken[name] = replace(found, rule=msgspec.structs.replace(found.rule, name=name))
    return list(taken.values())
