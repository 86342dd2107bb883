"""A dialect with a login of the profile's on top of it: challenges answered, messages that wait for a reply."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from monitor.core.errors import ProfileError, Remedy
from monitor.engine.login.signing import worked_out
from monitor.engine.login.wording import Wording
from monitor.feed.conditions import Outcome, Router
from monitor.feed.login_answers import LoginAnswer
from monitor.feed.parse import parse_json
from monitor.wire.dialects.base import Dialect, DialectFault, Outgoing, Payloads, Unsendable
from monitor.wire.received import Received

__all__ = ["Conversation"]

_HELD_MESSAGES: Final = 1000
_HELD_BYTES: Final = 4 * 1024 * 1024
_SHOWN: Final = 200
_ADVICE: Final = "Check the secrets that this feed uses, and what they are allowed"


class Conversation:
    """Ready once the dialect is, and all that waits for a message has been said.

    What comes until then is handed on only then, or with the fault: a connection that is to take the place of another
    must not count as one that delivers while it logs in.
    """

    def __init__(self, inner: Dialect, wording: Wording) -> None:
        self._inner = inner
        self._wording = wording
        self._router = Router(
            rules=[part.when for part in wording.parts],
            answers=[answer.when for answer in wording.answers],
            ignored=(),
            renewing=wording.refused,
        )
        self._words = wording.words
        self._words_later = wording.words_later
        self._begun = not wording.parts
        self._left = {index for index, part in enumerate(wording.parts) if part.when}
        self._until = float("inf")
        self._held: list[bytes] = []
        self._opaque: set[int] = set()
        self._size = 0

    @property
    def ready(self) -> bool:
        return self._inner.ready and self._begun and not self._left

    @property
    def deadline(self) -> float | None:
        inner = self._inner.deadline
        return inner if not self._left else min(self._until, self._until if inner is None else inner)

    def opened(self, *, now: float) -> Sequence[Outgoing]:
        self._until = now + self._wording.seconds
        return (*self._inner.opened(now=now), *self._begin(now))

    def receive(self, received: Received, *, now: float) -> Payloads:
        if not received.messages:
            self._until = max(self._until, now + self._wording.seconds)
        logging_in = not self.ready
        payloads = self._inner.receive(received, now=now)
        owed, fault = self._heard(payloads, now)
        if owed or fault is not None:
            payloads = replace(payloads, replies=(*payloads.replies, *owed), fault=payloads.fault or fault)
        if not logging_in:
            return payloads
        return self._let_go(payloads) if self.ready or payloads.fault is not None else self._hold(payloads)

    def tick(self, *, now: float) -> Payloads:
        if self._left and now >= self._until:
            return self._let_go(Payloads(fault=self._too_late()))
        payloads = self._inner.tick(now=now)
        payloads = replace(payloads, replies=(*payloads.replies, *self._begin(now)))
        return payloads if payloads.fault is None else self._let_go(payloads)

    def wrap(self, text: str, *, now: float) -> Sequence[Outgoing] | Unsendable:
        return self._inner.wrap(text, now=now)

    def closing(self, *, now: float) -> Sequence[Outgoing]:
        return self._inner.closing(now=now)

    def closed(self, code: int, reason: str) -> DialectFault | None:
        return self._inner.closed(code, reason)

    # --- what is heard, and what is said ------------------------------------------------------------------------

    def _begin(self, now: float) -> list[Outgoing]:
        """What has nothing to wait for but the dialect."""
        if self._begun or not self._inner.ready:
            return []
        self._begun = True
        return [each for part in self._wording.parts if not part.when for each in self._said(part.messages, now)]

    def _heard(self, payloads: Payloads, now: float) -> tuple[list[Outgoing], DialectFault | None]:
        owed = self._begin(now)
        words = self._words if self._left else self._words_later
        if words == () or not self._inner.ready:
            return owed, None
        for index, message in enumerate(payloads.messages):
            if index in payloads.opaque or (words is not None and not any(word in message for word in words)):
                continue
            value = _value(message)
            outcome = self._router.outcome(self._router.mask(value))
            if outcome.renews:
                return owed, _refused(message)
            try:
                owed += self._replies(outcome, value, now)
            except ProfileError as error:
                return owed, DialectFault(error.what, advice="Correct it in the profile", remedy=Remedy.ASK)
        return owed, None

    def _replies(self, outcome: Outcome, message: Any, now: float) -> list[Outgoing]:
        replies: list[Outgoing] = []
        for index in outcome.answers:
            answer = self._wording.answers[index]
            try:
                text = self._answer(answer, message)
            except ProfileError:
                if answer.challenge:
                    raise
                continue  # As elsewhere: what the text asks for is not in the message.
            replies += (replace(each, paced=False) for each in self._said([text], now))
        for index in outcome.rules:
            if index in self._left:
                self._left.remove(index)
                replies += self._said(self._wording.parts[index].messages, now)
        return replies

    def _answer(self, answer: LoginAnswer, message: Any) -> str:
        yielded: dict[str, str] = {}
        for at in range(len(answer.steps)):
            step = answer.step(at, message, yielded)
            value, _ = worked_out(step, wall=self._wording.wall(), key=f"{answer.key}.login[{at}]")
            self._wording.learn(value)
            yielded[step.name] = value
        return answer.text(message, yielded)

    def _said(self, texts: Sequence[str], now: float) -> list[Outgoing]:
        said: list[Outgoing] = []
        for text in texts:
            wrapped = self._inner.wrap(text, now=now)
            if isinstance(wrapped, Unsendable):
                raise ProfileError(f"a message of the login cannot be sent: {wrapped.why}")
            said += (replace(each, paced=True) for each in wrapped)
        return said

    # --- what is handed on --------------------------------------------------------------------------------------

    def _hold(self, payloads: Payloads) -> Payloads:
        start = len(self._held)
        self._held += payloads.messages
        self._opaque |= {start + index for index in payloads.opaque}
        self._size += sum(map(len, payloads.messages))
        kept = replace(payloads, messages=(), opaque=frozenset())
        if len(self._held) > _HELD_MESSAGES or self._size > _HELD_BYTES:
            return self._let_go(kept)
        return kept

    def _let_go(self, payloads: Payloads) -> Payloads:
        if not self._held:
            return payloads
        held, self._held = self._held, []
        opaque, self._opaque = self._opaque, set()
        self._size = 0
        opaque |= {len(held) + index for index in payloads.opaque}
        return replace(payloads, messages=[*held, *payloads.messages], opaque=opaque)

    def _too_late(self) -> DialectFault:
        keys = ", ".join(self._wording.parts[index].key for index in sorted(self._left))
        return DialectFault(
            f"the message that {keys} waits for has not come within {self._wording.seconds:g} s",
            advice="Look at what the server says instead, and correct the condition",
            remedy=Remedy.RETRY,
        )


def _value(message: bytes) -> Any:
    """JSON, or what is none as text, such as a bare word."""
    try:
        return parse_json(message)
    except ValueError:
        return message.decode("utf-8", "replace")


def _refused(message: bytes) -> DialectFault:
    said = " ".join(message[: 2 * _SHOWN].decode("utf-8", "replace").split())[:_SHOWN]
    return DialectFault(f"the server has refused the login: {said}", advice=_ADVICE, remedy=Remedy.ASK)
