"""From the first messages of an unknown feed to a profile: which streams there are, with key, time and columns.

Nothing here knows any sender. Messages are sorted into kinds, their leaves put together as tables, and each table is
judged by how its values behave and, where names help, by `monitor.feed.discovery.vocabulary`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from monitor.feed.discovery.found import FoundLeaf, FoundStream, Role
from monitor.feed.discovery.hints import Dialect, Hint, hint_at
from monitor.feed.discovery.sample import Sample, take_sample
from monitor.feed.discovery.search import Findings, search
from monitor.feed.discovery.summary import Rest, summarise
from monitor.feed.profile import Profile

__all__ = ["Dialect", "Discovery", "FoundLeaf", "FoundStream", "Hint", "Rest", "Role", "discover"]


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found.

    profile:   ready to use; where no stream was found, `discover` is set in it.
    summary:   what was found, in words for the user.
    looked_at: messages that were looked at.
    rest:      those of them that make no rows, by why.
    """

    profile: Profile
    summary: str
    streams: tuple[FoundStream, ...]
    dialect: Hint
    looked_at: int
    rest: Rest

    @property
    def unexplained(self) -> int:
        """Messages that could not be read, or that nothing tells from others."""
        return self.rest.lost + self.rest.unreadable


def discover(
    payloads: Sequence[bytes], received: Sequence[float], *, name: str, address: str, base: Profile | None = None
) -> Discovery:
    """Propose a profile for the feed that sent `payloads`.

    received: when each came, in seconds since 1970; times near 0 mean that nobody knows.
    base:     what is known of the feed already, such as headers and subscriptions; its streams are replaced.

    Looks at no more than the first 2000 messages and 4 MiB. The same messages always give the same profile, and no
    message makes it raise.
    """
    sample = take_sample(payloads, received)
    findings = search(sample.messages)
    hint = hint_at(sample)
    rest = Rest(
        control=findings.control,
        silent=findings.silent,
        lost=findings.lost,
        unreadable=sample.unreadable,
        left_out=sample.left_out + findings.left_out,
    )
    return Discovery(
        profile=_proposed(base or Profile(name=name, address=address), findings, name=name, address=address),
        summary=summarise(hint, findings.streams, len(sample.payloads), rest),
        streams=findings.streams,
        dialect=hint,
        looked_at=_looked_at(sample, findings),
        rest=rest,
    )


def _proposed(base: Profile, findings: Findings, *, name: str, address: str) -> Profile:
    found = bool(findings.streams)
    new = tuple(condition for condition in findings.ignored if condition not in base.ignore)
    return msgspec.structs.replace(
        base,
        name=name,
        address=address,
        discover=not found,
        stream=tuple(stream.rule for stream in findings.streams),
        channels=findings.channels if found else None,
        ignore=(*base.ignore, *new) if found else base.ignore,
    )


def _looked_at(sample: Sample, findings: Findings) -> int:
    return len(sample.payloads) - findings.left_out
