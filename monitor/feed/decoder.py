"""From message texts to columns: a profile's mapping at work on one feed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from monitor.core.batch import Batch, Floats
from monitor.feed.conditions import Router
from monitor.feed.decoding.answers import AnswerPlan
from monitor.feed.decoding.block import Block, Indices
from monitor.feed.decoding.channels import Channels
from monitor.feed.decoding.fast import FastWay
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import compile_rules, compile_when
from monitor.feed.decoding.slow import SlowWay
from monitor.feed.decoding.stream import Stream
from monitor.feed.login_answers import belongs_to_login, login_conditions
from monitor.feed.profile import Profile

__all__ = ["Decoded", "Decoder"]

_SHOWN = 4096
"""Bytes kept of an unmatched message."""


@dataclass(slots=True, eq=False)
class Decoded:
    """The yield of one block of messages.

    batches:      at most one a stream.
    answers:      replies owed to the server, in the order of the messages that ask for them.
    rows:         in all `batches`.
    strange:      places in the block of the messages in which no rule found a row and that are no known
                  acknowledgement.
    last_unmatched: the newest of them, cut to 4 KiB.
    renews:       the server has said that it will soon cut the connection.
    acknowledged: messages that are known and hold no row: announcements, answered and ignored ones, and those that
                  fulfil a rule's conditions.
    dropped:      rows given up because their stream already has `limits.keys` keys.
    keys:         keys seen so far, of all streams.
    """

    batches: tuple[Batch, ...] = ()
    answers: tuple[str, ...] = ()
    rows: int = 0
    strange: Indices = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    last_unmatched: bytes = b""
    acknowledged: int = 0
    dropped: int = 0
    keys: int = 0
    renews: bool = False

    @property
    def unmatched(self) -> int:
        """How many messages are strange."""
        return len(self.strange)


class Decoder:
    """Decodes the messages of one feed, block by block.

    Blocks are read by types made for msgspec from the profile's paths. Whatever those do not fit is read message by
    message, with the same outcome. Raises ProfileError, whose key names stream and column, for a profile that cannot
    be compiled.
    """

    def __init__(self, profile: Profile, *, feed: str) -> None:
        rules = compile_rules(profile)
        announces = profile.channels is not None
        answers = [
            AnswerPlan(answer, key=f"answer[{index}]", announces=announces)
            for index, answer in enumerate(profile.answer)
            if not belongs_to_login(answer, profile)
        ]
        ignorable = ((f"ignore[{index}]", when) for index, when in enumerate(profile.ignore))
        ignored = [
            compile_when(when, key=key, announces=announces) for key, when in (*ignorable, *login_conditions(profile))
        ]
        renewing = [
            compile_when(when, key=f"renew[{index}]", announces=announces) for index, when in enumerate(profile.renew)
        ]
        router = Router(
            rules=[rule.when for rule in rules],
            answers=[answer.when for answer in answers],
            ignored=ignored,
            renewing=renewing,
        )
        readers = [KeyReader(rule.pattern) for rule in rules]
        paths = [path for rule in rules for path in rule.paths]
        paths += [path for answer in answers for path in answer.paths]
        paths += [path for when in (*ignored, *renewing) for path, _ in when]
        self._channels = Channels(profile.channels, paths) if profile.channels else None
        self._slow = SlowWay(rules, readers, router=router, answers=answers, channels=self._channels)
        # What a channel's messages mean depends on those before them.
        self._fast = None if announces else FastWay(rules, readers, router=router)
        self._streams: dict[str, Stream] = {}
        self._rules: dict[str, list[int]] = {}
        for index, rule in enumerate(rules):
            self._rules.setdefault(rule.stream, []).append(index)
            if rule.stream not in self._streams:
                self._streams[rule.stream] = Stream(rule, feed=feed, key_limit=profile.limits.keys)

    def take_over(self, former: "Decoder") -> None:
        """Know the channels that `former` was told of on the connection that goes on."""
        if self._channels is not None and former._channels is not None:
            self._channels.take_over(former._channels)

    def reset_connection(self) -> None:
        """Forget what ended with the connection: announced channels, and carried values, whose base is gone.

        Keys keep their numbers.
        """
        if self._channels is not None:
            self._channels.forget()
        for stream in self._streams.values():
            stream.forget_carried()

    def decode(self, payloads: Sequence[bytes], received: Floats) -> Decoded:
        """Decode messages in order. `received`, shape (len(payloads),), is the wall time of each in seconds."""
        block = Block(payloads, received)
        if self._fast is None:
            block.slow = [(index, None) for index in range(len(payloads))]
        elif payloads:
            self._fast.run(block)
        self._slow.run(block)
        return self._decoded(block)

    def _decoded(self, block: Block) -> Decoded:
        batches: list[Batch] = []
        dropped = 0
        for name, stream in self._streams.items():
            chunks = block.chunks(self._rules[name])
            if chunks:
                batch, lost = stream.assemble(chunks, block.received)
                dropped += lost
                batches += [batch] if batch is not None else []
        strange = block.unmatched()
        return Decoded(
            batches=tuple(batches),
            answers=tuple(block.answers),
            rows=sum(map(len, batches)),
            strange=strange,
            last_unmatched=block.payloads[strange[-1]][:_SHOWN] if len(strange) else b"",
            acknowledged=block.acknowledged,
            dropped=dropped,
            keys=sum(stream.keys for stream in self._streams.values()),
            renews=block.renews,
        )
