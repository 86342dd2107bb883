"""Messages sorted into kinds, and what the messages of a kind have that no others have."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from msgspec import UNSET

from monitor.feed.discovery.candidates import Candidate, Label, find_candidates
from monitor.feed.discovery.globs import Glob
from monitor.feed.discovery.leaves import Taken
from monitor.feed.discovery.tree import Parts
from monitor.feed.discovery.vocabulary import CHANNEL_NAMES, PHASES
from monitor.feed.discovery.words import joined
from monitor.feed.paths import Path, Step, format_path
from monitor.feed.profile import Literals

__all__ = ["Kind", "sort_into_kinds"]

_MOST_KINDS = 60
_DEEPEST = 4
_MANY = 20
_COMPARED = 200
_WORTH_DIVIDING = 12
_WORTH_A_LOOK = 100


@dataclass(frozen=True, slots=True)
class Kind:
    """Messages that belong together.

    label:   what to call them, "" when nothing in them says.
    when:    the condition that they fulfil and others do not.
    told_by: the paths of that condition.
    channel: where the name of a channel with an instrument in it stands, and the form of that name.
    """

    label: str
    when: Literals
    messages: Sequence[Taken]
    told_by: tuple[Parts, ...] = ()
    channel: tuple[Parts, Glob] | None = None


_Acknowledged: TypeAlias = Mapping[Parts, Collection[str]]


def sort_into_kinds(messages: Sequence[Taken], *, acknowledged: _Acknowledged) -> list[Kind]:
    """The kinds, the one that was seen first in front. Messages that nothing tells from others are in none.

    acknowledged: names of channels in messages that are no data, by where they stand.
    """
    return _sort(messages, [], acknowledged, depth=0)[:_MOST_KINDS] if messages else []


def _sort(messages: Sequence[Taken], others: Sequence[Taken], acknowledged: _Acknowledged, *, depth: int) -> list[Kind]:
    if len(messages) == 1 and len(others) >= _MANY:
        # One message out of many is a greeting or a state of the whole, not a stream.
        return []
    candidates = find_candidates(messages, acknowledged)
    best = max(candidates, key=lambda candidate: (candidate.score(), -len(candidate.path)), default=None)
    if best is None or best.score() <= 0 or depth > _DEEPEST:
        return _unnamed(messages, candidates, others)
    kinds = [kind for label, own in _by_label(best) for kind in _divided(_kind(best, label, own))]
    rest = [taken for at, taken in enumerate(messages) if at not in best.values]
    if rest:
        known = [messages[at] for at in best.values]
        kinds += _sort(rest, [*others, *known], acknowledged, depth=depth + 1)
    return kinds


def _by_label(candidate: Candidate) -> list[tuple[Label, list[Taken]]]:
    groups: dict[Label, list[Taken]] = {}
    for at, value in candidate.values.items():
        groups.setdefault(candidate.labels[value], []).append(candidate.messages[at])
    return list(groups.items())


def _kind(candidate: Candidate, label: Label, messages: Sequence[Taken]) -> Kind:
    path = format_path(candidate.path)
    if isinstance(label, Glob):
        return Kind(label.label, {path: str(label)}, messages, (candidate.path,), (candidate.path, label))
    return Kind(
        str(label) if type(label) is str else f"{candidate.name} {label}", {path: label}, messages, (candidate.path,)
    )


def _divided(kind: Kind) -> list[Kind]:
    """Kinds within a kind, where a second place tells messages apart that have hardly anything in common."""
    if len(kind.messages) < _WORTH_DIVIDING:
        return [kind]
    first = kind.messages[:_WORTH_A_LOOK]
    if not any(_divides(one, kind, first) for one in find_candidates(first, {})):
        return [kind]
    best = max(
        (one for one in find_candidates(kind.messages, {}) if _divides(one, kind, kind.messages)),
        key=lambda candidate: candidate.score(),
        default=None,
    )
    if best is None:
        return [kind]
    return [_within(kind, _kind(best, label, own)) for label, own in _by_label(best)]


def _within(kind: Kind, inner: Kind) -> Kind:
    """`inner` as a part of `kind`."""
    return replace(
        inner,
        label=f"{kind.label} {inner.label}",
        when={**kind.when, **inner.when},
        told_by=(*kind.told_by, *inner.told_by),
        channel=kind.channel,
    )


def _divides(candidate: Candidate, kind: Kind, messages: Sequence[Taken]) -> bool:
    return (
        candidate.path not in kind.told_by
        and len(candidate.values) == len(messages)
        and candidate.name not in CHANNEL_NAMES
        and candidate.weight >= 1.5
        and candidate.difference >= 0.6
        and candidate.score() > 0
    )


# --- kinds that nothing names -------------------------------------------------------------------------------------


def _unnamed(messages: Sequence[Taken], candidates: Sequence[Candidate], others: Sequence[Taken]) -> list[Kind]:
    """A kind that is told by a word that is the same in all its messages, or by a place that only they fill."""
    for candidate in sorted(candidates, key=lambda one: (-one.weight, len(one.path))):
        if candidate.weight < 2.0 or len(candidate.values) < len(messages) or len(candidate.counts) > 1:
            continue
        (value,) = candidate.counts
        if joined(str(value)) not in PHASES:
            return [Kind("", {format_path(candidate.path): value}, messages, (candidate.path,))]
    if not others:
        apart = _apart(messages)
        if len(apart) == 1:
            return [Kind("", {}, messages)]
        return [
            kind
            for own in apart
            for kind in _unnamed(own, (), [taken for other in apart if other is not own for taken in other])
        ]
    place = _place_of_their_own(messages, others)
    return [Kind("", {format_path(place): "*"}, messages)] if place is not None else []


def _apart(messages: Sequence[Taken]) -> list[list[Taken]]:
    """Messages that have no place in common with any of the others, directly or by way of a third.

    Single numbers that take turns stay together: they are columns of one thing.
    """
    groups: list[tuple[set[int], list[Taken]]] = []
    for taken in messages:
        touched = [group for group in groups if not group[0].isdisjoint(taken.places)]
        if len(touched) == 1:
            touched[0][0].update(taken.places)
            touched[0][1].append(taken)
            continue
        merged = (
            set(taken.places).union(*(places for places, _ in touched)),
            [one for _, own in touched for one in own],
        )
        merged[1].append(taken)
        groups = [group for group in groups if group not in touched] + [merged]
        if len(groups) > _MOST_KINDS:
            break
    else:
        if all(len(places) > 1 for places, _ in groups):
            return [own for _, own in groups]
    return [list(messages)]


def _place_of_their_own(messages: Sequence[Taken], others: Sequence[Taken]) -> Parts | None:
    """A path that leads somewhere in each of these messages and nowhere in the others."""
    everywhere = frozenset.intersection(*(taken.places for taken in messages))
    compared = others[:: max(1, len(others) // _COMPARED)]
    own = {_up_to_rows(node.parts) for node, _, _ in messages[0].leaves if node.serial in everywhere}
    for parts in sorted(own, key=lambda parts: (len(parts), format_path(parts)))[:_COMPARED]:
        path = Path(parts)
        if parts and all(path.get(taken.seen.value) is UNSET for taken in compared):
            return parts
    return None


def _up_to_rows(path: Parts) -> Parts:
    for at, part in enumerate(path):
        if part in (Step.EACH_ITEM, Step.EACH_MEMBER):
            return path[:at]
    return path
