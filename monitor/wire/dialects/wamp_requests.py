"""The requests of one WAMP session: what was asked for under which number, and what is subscribed to."""

from collections.abc import Sequence
from typing import Any, Final

from monitor.wire.dialects.base import Outgoing
from monitor.wire.dialects.raw_json import read_json
from monitor.wire.dialects.wamp_words import Word, spoken

__all__ = ["WampRequests"]

_MOST: Final = 1000
"""Requests of the user whose answers are waited for; of more, the oldest is forgotten."""


class WampRequests:
    """topics: the profile's, subscribed to by `match`."""

    def __init__(self, topics: Sequence[str], *, match: str) -> None:
        self._topics = topics
        self._options = {} if match == "exact" else {"match": match}
        self._subscribing: dict[int, str] = {}
        self._asked: dict[int, str] = {}
        self._by_subscription: dict[int, str] = {}
        self._last = 0

    def begin(self) -> list[Outgoing]:
        """What subscribes to the profile's topics."""
        messages = []
        for topic in self._topics:
            number = self._number()
            self._subscribing[number] = topic
            messages.append(spoken(Word.SUBSCRIBE, number, self._options, topic, paced=True))
        return messages

    def asked(self, text: str) -> Outgoing:
        """What does what the user wrote: publish, call, or a message of the protocol as it is."""
        value = read_json(text)
        if isinstance(value, dict) and isinstance(value.get("topic"), str):
            # Without these a publisher neither hears of its event nor whether it was taken.
            return self._ask(Word.PUBLISH, value["topic"], value, {"acknowledge": True, "exclude_me": False})
        if isinstance(value, dict) and isinstance(value.get("procedure"), str):
            return self._ask(Word.CALL, value["procedure"], value, {})
        return Outgoing(text.encode(errors="replace"))

    def confirmed(self, request: Any, subscription: Any) -> None:
        """A topic is subscribed to under a number of the router's."""
        topic = self._subscribing.pop(request, None) if isinstance(request, int) else None
        if topic is not None and isinstance(subscription, int):
            self._by_subscription[subscription] = topic

    def topic(self, subscription: Any) -> str:
        """What a subscription is for, "" for one that is not the profile's."""
        return self._by_subscription.get(subscription, "") if isinstance(subscription, int) else ""

    def refused(self, request: Any) -> str | None:
        """The topic of the profile that the router will not have subscribed to; None for any other request."""
        return self._subscribing.pop(request, None) if isinstance(request, int) else None

    def answered(self, request: Any) -> str:
        """The topic or procedure of a request of the user."""
        return self._asked.pop(request, "") if isinstance(request, int) else ""

    def _ask(self, word: Word, uri: str, value: dict[str, Any], options: dict[str, Any]) -> Outgoing:
        number = self._number()
        if len(self._asked) >= _MOST:
            self._asked.pop(next(iter(self._asked)))
        self._asked[number] = uri
        return spoken(word, number, options, uri, value.get("arguments", []), value.get("keywords", {}))

    def _number(self) -> int:
        self._last += 1
        return self._last
