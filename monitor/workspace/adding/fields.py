"""What the fields of a feed's streams hold, gathered from some of its messages."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.conditions import compile_literal
from monitor.feed.parse import parse_json
from monitor.feed.paths import Item, Member, Part, Path, Row, Step, compile_path, format_path
from monitor.feed.profile import ChannelMap, Column, KeyRule, Literals, Profile, StreamRule
from monitor.feed.scalars import number, plain_text

__all__ = ["Field", "FieldTable", "StreamFields"]

_MOST_FIELDS = 200
_MOST_KEYS = 1000
_ROWS = 4
"""Rows looked at of one message."""
_DEPTH = 4
_ITEMS = 24
_TREND = 64
_CHANNELS = 1000
_LONGEST_TEXT = 200
_STEPS = 4
"""So many rises without a fall make a counter."""


@dataclass(slots=True)
class Field:
    """One place in the rows of a stream.

    last:  the newest value there, of the key that is shown; None before the first.
    trend: the newest numbers of that key, oldest first.
    """

    path: str
    last: Any = None
    trend: deque[float] = field(default_factory=lambda: deque(maxlen=_TREND))
    numbers: int = 0
    flags: int = 0
    texts: int = 0
    rises: int = 0
    falls: int = 0
    whole: bool = True

    @property
    def numeric(self) -> bool:
        """Whether there is anything to plot."""
        return self.numbers > 0 and self.numbers >= self.texts

    @property
    def plottable(self) -> bool:
        """Whether a column of it would hold numbers; true and false are 1 and 0."""
        return self.numeric or self.flags > 0

    @property
    def words(self) -> str:
        """What is there, for a field that is not used."""
        if self.flags and not self.numbers:
            return "true / false"
        if self.numeric:
            if self.whole and self.rises >= _STEPS and not self.falls:
                return "counter, not plotted"
            return "number, not plotted" if self.rises or self.falls else "constant"
        return "text" if self.texts else "empty"

    def take(self, value: Any) -> None:
        """A row holds this value here."""
        self.last = value[:_LONGEST_TEXT] if isinstance(value, str) else value
        if isinstance(value, bool):
            self.flags += 1
            return
        amount = number(value)
        if amount != amount:
            self.texts += value not in (None, "")
            return
        if self.trend:
            self.rises += amount > self.trend[-1]
            self.falls += amount < self.trend[-1]
        self.numbers += 1
        self.whole = self.whole and amount.is_integer()
        self.trend.append(amount)


class StreamFields:
    """The fields of one stream, in the order first seen; those its rule uses are always there.

    keys: seen so far, in order, at most a thousand; `shown_key` is the one whose values the fields hold.
    """

    def __init__(self, rule: StreamRule, *, order: Iterable[str] = ()) -> None:
        self.name = rule.name
        self.keys: dict[str, None] = {}
        self._rows = compile_path(rule.rows)
        self._key = _used_path(rule.key.path if isinstance(rule.key, KeyRule) else rule.key)
        inside = [place for place in rule.when if rule.rows and place.startswith(rule.rows)]
        self._when = _conditions({place: rule.when[place] for place in rule.when if place not in inside})
        self._of_rows = _conditions(
            {place[len(rule.rows) :].removeprefix("."): rule.when[place] for place in inside if place != rule.rows}
        )
        self._used = {path: compiled for path in _paths_of(rule) if (compiled := _used_path(path)) is not None}
        self.fields = {path: Field(path) for path in (*order, *self._used)}

    @property
    def shown_key(self) -> str:
        """The first key that came, "" before."""
        return next(iter(self.keys), "")

    def take(self, message: Any, announced: Any) -> bool:
        """Look at a message; whether it is of this stream."""
        if not all(_holds(path, test, message, msgspec.UNSET, announced) for path, test in self._when):
            return False
        taken = False
        for count, row in enumerate(self._rows.rows(message, announced=announced)):
            if count >= _ROWS:
                break
            if all(_holds(path, test, message, row.value, announced) for path, test in self._of_rows):
                self._take_row(message, row, announced)
                taken = True
        return taken

    def _take_row(self, message: Any, row: Row, announced: Any) -> None:
        if self._key is not None:
            key = plain_text(self._key.get(message, row.value, name=row.name, announced=announced)) or ""
            if key not in self.keys and len(self.keys) < _MOST_KEYS:
                self.keys[key] = None
            if key != self.shown_key:
                return
        for path, value in self._leaves(message, row):
            found = self._field(path)
            if found is not None and path not in self._used:
                found.take(value)
        for path, compiled in self._used.items():
            value = compiled.get(message, row.value, name=row.name, announced=announced)
            if value is not msgspec.UNSET:
                self.fields[path].take(value)

    def _field(self, path: str) -> Field | None:
        found = self.fields.get(path)
        if found is None and len(self.fields) < _MOST_FIELDS:
            found = self.fields[path] = Field(path)
        return found

    def _leaves(self, message: Any, row: Row) -> Iterator[tuple[str, Any]]:
        if not self._rows.parts:
            yield from _leaves(message, (), _DEPTH)
            return
        yield from _leaves(row.value, (), _DEPTH)
        if row.name:
            yield Step.EACH_MEMBER.value, row.name
        yield from _leaves(message, (Step.WHOLE,), 2)


class FieldTable:
    """The fields of every stream of a profile. `version` grows with every look.

    like: an earlier table, whose order of fields is kept, so that nothing jumps while roles are changed.
    """

    def __init__(self, profile: Profile, *, like: "FieldTable | None" = None) -> None:
        orders = {} if like is None else {stream.name: tuple(stream.fields) for stream in like.streams}
        self.streams: tuple[StreamFields, ...] = tuple(
            StreamFields(rule, order=orders.get(rule.name, ())) for rule in profile.stream if _usable(rule.rows)
        )
        self.version = 0
        self._channels = _Announcements(profile.channels) if profile.channels is not None else None

    def take(self, payloads: Iterable[bytes]) -> None:
        """Look at messages, in order."""
        self.version += 1
        for payload in payloads:
            try:
                message = parse_json(payload)
            except ValueError:
                continue
            announced = msgspec.UNSET if self._channels is None else self._channels.of(message)
            for stream in self.streams:
                stream.take(message, announced)


class _Announcements:
    """What the server said of each channel."""

    def __init__(self, channels: ChannelMap) -> None:
        self._when = _conditions(channels.when)
        self._id = compile_path(channels.id)
        self._ref = compile_path(channels.ref)
        self._known: dict[str, Any] = {}

    def of(self, message: Any) -> Any:
        """What was announced for the channel of a message, taking note of the announcements themselves."""
        if self._when and all(_holds(path, test, message, msgspec.UNSET, msgspec.UNSET) for path, test in self._when):
            number_of = plain_text(self._id.get(message))
            if number_of is not None and len(self._known) < _CHANNELS:
                self._known[number_of] = message
            return msgspec.UNSET
        return self._known.get(plain_text(self._ref.get(message)) or "", msgspec.UNSET)


def _leaves(value: Any, parts: tuple[Part, ...], depth: int) -> Iterator[tuple[str, Any]]:
    """Every plain value inside `value` with its path; arrays of arrays or objects are rows, not fields."""
    if depth < 0:
        return
    if type(value) is dict:
        for name, member in value.items():
            yield from _leaves(member, (*parts, Member(name)), depth - 1)
    elif type(value) is list:
        if parts == (Step.WHOLE,) or any(type(item) in (list, dict) for item in value):
            return
        for index, item in enumerate(value[:_ITEMS]):
            yield from _leaves(item, (*parts, Item(index)), depth - 1)
    elif parts:
        yield format_path(parts), value


_Tests = Sequence[tuple[Path, Any]]


def _conditions(when: Literals) -> _Tests:
    found = []
    for place, literal in when.items():
        path = _used_path(place, empty=True)
        if path is not None:
            found.append((path, compile_literal(literal)))
    return found


def _holds(path: Path, test: Any, message: Any, row: Any, announced: Any) -> bool:
    if path.many:
        return True  # It asks for the rows of a path of its own; what it leaves out is no matter here.
    value = path.get(message, row, announced=announced)
    return value is not msgspec.UNSET and bool(test(value))


def _paths_of(rule: StreamRule) -> Iterator[str]:
    yield rule.key.path if isinstance(rule.key, KeyRule) else rule.key
    yield rule.time.path
    for column in rule.columns.values():
        yield column.path if isinstance(column, Column) else column


def _used_path(text: str, *, empty: bool = False) -> Path | None:
    if not text and not empty:
        return None
    try:
        return compile_path(text)
    except ProfileError:
        return None


def _usable(path: str) -> bool:
    return _used_path(path, empty=True) is not None
