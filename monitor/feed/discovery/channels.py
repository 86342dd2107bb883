"""Servers that announce a number for each channel and then send the number alone."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from monitor.feed.discovery.leaves import Taken
from monitor.feed.discovery.sample import Seen
from monitor.feed.discovery.vocabulary import KIND_NAMES
from monitor.feed.discovery.words import joined
from monitor.feed.paths import Item, Member, format_path
from monitor.feed.profile import ChannelMap

__all__ = ["Announcements", "find_announcements"]

_REF = format_path((Item(0),))
_MOST = 2000


class Announcements:
    """What was announced, by the number of the channel, and how the profile says so."""

    def __init__(self, rule: ChannelMap, told: dict[int, dict[str, str]]) -> None:
        self.rule = rule
        self._told = told

    def add_to(self, taken: Taken) -> None:
        """Give a message what was announced for its channel, as further leaves."""
        reference = _reference(taken.seen.value)
        for name, text in self._told.get(reference, {}).items() if reference is not None else ():
            if (node := taken.root.announced(name)) is not None:
                taken.leaves.append((node, taken.row, text))


def find_announcements(messages: Sequence[Seen]) -> Announcements | None:
    """The announcements among the messages, if arrays refer to them and do not say the same by themselves."""
    arrays = [message.value for message in messages if type(message.value) is list]
    referred = {reference for array in arrays if (reference := _reference(array)) is not None}
    if not referred:
        return None
    objects = [message.value for message in messages if type(message.value) is dict][:_MOST]
    member = _id_member(objects, referred)
    if member is None:
        return None
    told = [one for one in objects if type(one.get(member)) is int and _texts(one)]
    kind = _kind_member(told)
    if kind is None:
        return None
    name, word = kind
    by_id = {one[member]: _texts(one, besides=name) for one in told}
    if _said_twice(arrays, by_id):
        return None
    return Announcements(ChannelMap({format_path((Member(name),)): word}, format_path((Member(member),)), _REF), by_id)


def _reference(value: Any) -> int | None:
    return value[0] if type(value) is list and len(value) > 1 and type(value[0]) is int else None


def _texts(announcement: dict[str, Any], *, besides: str = "") -> dict[str, str]:
    return {name: value for name, value in announcement.items() if type(value) is str and value and name != besides}


def _id_member(objects: list[dict[str, Any]], referred: set[int]) -> str | None:
    """The member whose numbers the arrays refer to."""
    counts: dict[str, set[int]] = {}
    for one in objects:
        for name, value in islice(one.items(), 32):
            if type(value) is int and value in referred:
                counts.setdefault(name, set()).add(value)
    best = max(counts, key=lambda name: (len(counts[name]), name), default=None)
    return best if best is not None and len(counts[best]) >= 0.3 * len(referred) else None


def _kind_member(told: list[dict[str, Any]]) -> tuple[str, str] | None:
    """The member, and its text, that says that a message is an announcement."""
    if not told:
        return None
    same = [
        (KIND_NAMES.get(joined(name), 0.0), name, value)
        for name, value in _texts(told[0]).items()
        if all(one.get(name) == value for one in told)
    ]
    weight, name, value = max(same, default=(0.0, "", ""))
    return (name, value) if weight > 1.0 and name.isprintable() and value.isprintable() else None


def _said_twice(arrays: list[Any], told: dict[int, dict[str, str]]) -> bool:
    """Whether the messages name their channel and instrument themselves, so that nothing need be looked up."""
    known = [array for array in arrays if _reference(array) in told]
    if not known:
        return True
    named = sum(any(type(item) is str and item in told[array[0]].values() for item in array[1:]) for array in known)
    return 2 * named > len(known)
