"""The replies a server is owed to some of its messages."""

from collections.abc import Iterator
from typing import Any

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.conditions import Conditions
from monitor.feed.decoding.plan import compile_when
from monitor.feed.encoding import in_json
from monitor.feed.paths import Path, compile_path
from monitor.feed.placeholders import Slot, fill, slots
from monitor.feed.profile import Answer
from monitor.feed.scalars import plain_text

__all__ = ["AnswerPlan"]


class AnswerPlan:
    """One `Answer`, compiled. Raises ProfileError where its conditions or its text cannot be read."""

    def __init__(self, answer: Answer, *, key: str, announces: bool) -> None:
        self.when: Conditions = compile_when(answer.when, key=f"{key}.when", announces=announces)
        self._text = answer.text
        try:
            self._paths = {slot.body: compile_path(slot.body) for slot in slots(answer.text)}
        except ProfileError as error:
            raise ProfileError(error.what, key=f"{key}.text") from None

    @property
    def paths(self) -> Iterator[Path]:
        """Every path at which the answer looks for a value."""
        yield from self._paths.values()
        yield from (path for path, _ in self.when)

    def fill(self, message: Any, announced: Any = msgspec.UNSET) -> str | None:
        """The reply to `message`; None when something the text asks for is not in the message."""
        values = {body: path.get(message, announced=announced) for body, path in self._paths.items()}
        if msgspec.UNSET in values.values():
            return None

        def written(slot: Slot) -> str:
            value = values[slot.body]
            plain = plain_text(value)
            return msgspec.json.encode(value).decode() if plain is None else plain

        return fill(self._text, written, encode=in_json)
