"""From message texts to columns: a profile's mapping at work on one feed."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.batch import Batch, Floats
from monitor.feed.conditions import Router
from monitor.feed.decoding.answers import AnswerPlan
from monitor.feed.decoding.block import Block
from monitor.feed.decoding.channels import Channels
from monitor.feed.decoding.fast import FastWay
from monitor.feed.decoding.keys import KeyReader
from monitor.feed.decoding.plan import compile_rules, compile_when
from monitor.feed.decoding.slow import SlowWay
from monitor.feed.decoding.stream import Stream
from monitor.feed.profile import Profile

__all__ = ["Decoded", "Decoder"]


@dataclass(slots=True)
class Decoded:
    """The yield of one block of messages.

    batches:      at most one a stream.
    answers:      replies owed to the server, in the order of the messages that ask for them.
    rows:         in all `batches`.
    unmatched:    messages in which no rule found a row and that are no known acknowledgement.
    last_unmatched: the newest of them, cut to 4 KiB.
    acknowledged: messages that are known and hold no row: announcements, answered and ignored ones, and those that
                  fulfil a rule's conditions.
    dropped:      rows given up because their stream already has `limits.keys` keys.
    keys:         keys seen so far, of all streams.
    """

    batches: tuple[Batch, ...] = ()
    answers: tuple[str, ...] = ()
    rows: int = 0
    unmatched: int = 0
    last_unmatched: bytes = b""
    acknowledged: int = 0
    dropped: int = 0
    keys: int = 0


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
        ]
        ignored = [
            compile_when(when, key=f"ignore[{index}]", announces=announces) for index, when in enumerate(profile.ignore)
        ]
        router = Router(
            rules=[rule.when for rule in rules], answers=[answer.when for answer in answers], ignored=ignored
        )
        readers = [KeyReader(rule.pattern) for rule in rules]
        paths = [path for rule in rules for path in rule.paths]
        paths += [path for answer in answers for path in answer.paths]
        paths += [path for when in ignored for path, _ in when]
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
        unmatched, last_unmatched = block.unmatched()
        return Decoded(
            batches=tuple(batches),
            answers=tuple(block.answers),
            rows=sum(map(len, batches)),
            unmatched=unmatched,
            last_unmatched=last_unmatched,
            acknowledged=block.acknowledged,
            dropped=dropped,
            keys=sum(stream.keys for stream in self._streams.values()),
        )
