"""Messages that are about the connection, not about the data: acknowledgements, heartbeats, errors."""

from typing import Any, Final

from monitor.feed.discovery.vocabulary import CONTROL_WORDS, KIND_NAMES, WEAK_CONTROL_WORDS
from monitor.feed.discovery.words import joined
from monitor.feed.paths import Item, Member, format_path
from monitor.feed.profile import Literals

__all__ = ["control_condition"]

_BEATS: Final = frozenset({"ping", "pong", "heartbeat", "hb"})
_ANSWERS: Final = frozenset({"result", "error", "success", "subbed", "unsubbed", "R", "ret msg", "connect", "fails"})
_NUMBERED: Final = frozenset({"id", "I", "req id", "request id", "reqid", "conn id", "cid", "ref"})
_LONGEST_WORD = 64


def control_condition(value: Any) -> Literals | None:
    """What marks `value` as such a message, to be ignored by; None for data, {} where nothing simple marks it."""
    if type(value) is str:
        return {"": value} if value.lower() in _BEATS else None
    if type(value) is list:
        return _array(value)
    if type(value) is dict:
        return _object(value)
    return None


def _array(value: list[Any]) -> Literals | None:
    for index, item in enumerate(value[:6]):
        if type(item) is str and _is_control_word(item):
            return {format_path((Item(index),)): item}
    if not value or not all(type(item) is dict and item and _object(item) for item in value[:6]):
        return None
    first = _object(value[0]) or {}
    return {f"{format_path((Item(0),))}.{path}": literal for path, literal in first.items()}


def _object(value: dict[str, Any]) -> Literals | None:
    if not value:
        return {}
    if len(value) > 12:
        return None
    for name, member in value.items():
        if type(member) is str and joined(name) in KIND_NAMES and _is_control(member, value):
            return {format_path((Member(name),)): member}
    names = {joined(name): name for name in value}
    if len(value) <= 3 and (beat := next((names[word] for word in sorted(_BEATS) if word in names), None)):
        return {format_path((Member(beat),)): "*"} if type(value[beat]) is not dict else None
    return _answer(value, names)


def _answer(value: dict[str, Any], names: dict[str, str]) -> Literals | None:
    """An answer has a number of its own and a result, and no payload."""
    answer = next((names[word] for word in sorted(_ANSWERS) if word in names), None)
    if answer is None or "method" in names or _holds_measures(value[answer]):
        return None
    if _NUMBERED.isdisjoint(names) and not isinstance(value[answer], bool):
        return None
    return {format_path((Member(answer),)): "*"}


def _holds_measures(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_control(text: str, message: dict[str, Any]) -> bool:
    if _is_control_word(text):
        return True
    return joined(text[:_LONGEST_WORD]) in WEAK_CONTROL_WORDS and all(type(one) is str for one in message.values())


def _is_control_word(text: str) -> bool:
    return len(text) <= _LONGEST_WORD and joined(text.rpartition(":")[2]) in CONTROL_WORDS
