"""A decoder written to be obviously right: the standard library's json, one message after the other, no types.

It shares no code with the real one, not even the reading of paths, so that the two can be held against each other.
"""

import json
import math
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.feed.profile import Column, KeyRule, Literals, Profile, StreamRule

__all__ = ["PlainDecoder", "PlainRow"]

_ABSENT = object()
_PART = re.compile(r'\.?("(?:[^"\\]|\\.)*"|[^.\[\]{}!@^"\\\s]+)|\[(-?\d+)\]|(\[\]|\{\}|!json|\^)|@("[^"]*"|[\w-]+)')


@dataclass
class PlainRow:
    """One row, with the number of its message in the whole run."""

    index: int
    key: str
    time: float
    values: list[float]


@dataclass
class PlainDecoder:
    """Decodes messages of one connection."""

    profile: Profile
    rows: dict[str, list[PlainRow]] = field(default_factory=dict)
    unmatched: list[int] = field(default_factory=list)
    acknowledged: int = 0
    answers: list[str] = field(default_factory=list)
    _seen: int = 0
    _carried: dict[tuple[str, str, str], float] = field(default_factory=dict)
    _channels: dict[str, dict[str, Any]] = field(default_factory=dict)

    def feed(self, payload: bytes, received: float) -> None:
        """Decode one message."""
        index, self._seen = self._seen, self._seen + 1
        text = payload.decode("utf-8", "replace")
        try:
            message, is_json = json.loads(text, parse_constant=_refuse, parse_int=_integer), True
        except ValueError:
            message, is_json = text, False
        known = any(self._holds(when, message) for when in self.profile.ignore)
        if is_json:
            known |= self._announcement(message)
        for answer in self.profile.answer:
            if self._holds(answer.when, message):
                known = True
                self._answer(answer.text, message)
        rowed = False
        for rule in self.profile.stream if is_json else ():
            rows, fulfils = self._apply(rule, message, received)
            for row in rows:
                row.index = index
                self.rows.setdefault(rule.name, []).append(row)
            rowed |= bool(rows)
            known |= fulfils
        if not rowed:
            if known:
                self.acknowledged += 1
            else:
                self.unmatched.append(index)

    # --- rules ---

    def _apply(self, rule: StreamRule, message: Any, received: float) -> tuple[list[PlainRow], bool]:
        rows_parts = _parts(rule.rows)
        on_message: Literals = {}
        on_row: list[tuple[list[Any], Any]] = []
        for text, literal in rule.when.items():
            parts = _parts(text)
            if text == "{}":
                on_row.append((parts, literal))
            elif any(part in ("[]", "{}") for part in parts if isinstance(part, str)):
                on_row.append((parts[len(rows_parts) :], literal))
            else:
                on_message[text] = literal
        if not self._holds(on_message, message):
            return [], False
        made: list[PlainRow] = []
        fulfilled = False
        for value, name in self._rows(rows_parts, message):
            look = lambda parts, value=value, name=name: self._get(parts, message, value, name)  # noqa: E731
            if all((held := look(parts)) is not _ABSENT and _same(held, literal) for parts, literal in on_row):
                fulfilled = True
                row = self._row(rule, look, received)
                made += [row] if row else []
        return made, fulfilled if on_row else bool(on_message)

    def _row(self, rule: StreamRule, look: Any, received: float) -> PlainRow | None:
        key_rule = KeyRule(rule.key) if isinstance(rule.key, str) else rule.key
        key = _key(look(_parts(key_rule.path)), key_rule.pattern) if key_rule.path or rule.key != "" else ""
        columns = {name: Column(c) if isinstance(c, str) else c for name, c in rule.columns.items()}
        held = {name: look(_parts(column.path)) for name, column in columns.items()}
        numbers = {name: _finite(_number(held[name]) * columns[name].scale) for name in columns}
        says = any(not math.isnan(n) for n in numbers.values())
        says |= any(columns[name].carry and held[name] is not _ABSENT for name in columns)
        if not says:
            return None
        for name, column in columns.items():
            if column.carry:
                place = (rule.name, key, name)
                if held[name] is _ABSENT:
                    numbers[name] = self._carried.get(place, math.nan)
                self._carried[place] = numbers[name]
        when = received if rule.time.unit == "receive" else _time(look(_parts(rule.time.path)), rule.time.unit)
        return PlainRow(-1, key, when, list(numbers.values()))

    # --- conditions, channels, answers ---

    def _holds(self, when: Literals, message: Any) -> bool:
        for text, literal in when.items():
            held = self._get(_parts(text), message, message, "")
            if held is _ABSENT or not _same(held, literal):
                return False
        return True

    def _announcement(self, message: Any) -> bool:
        channels = self.profile.channels
        if channels is None or not self._holds(channels.when, message):
            return False
        channel = _plain(self._get(_parts(channels.id), message, message, ""))
        if channel is None:
            return False
        self._channels[channel] = message
        return True

    def _answer(self, text: str, message: Any) -> None:
        def fill(found: re.Match[str]) -> str:
            held = self._get(_parts(found[1]), message, message, "")
            plain = _plain(held)
            return json.dumps(held) if plain is None else plain

        self.answers.append(re.sub(r"\$\{([^}]*)\}", fill, text))

    # --- paths ---

    def _get(self, parts: list[Any], message: Any, row: Any, name: str) -> Any:
        if parts == ["{}"]:
            return name
        value = row
        for part in parts:
            value = message if part == "^" else self._step(value, part, message)
            if value is _ABSENT:
                return value
        return value

    def _step(self, value: Any, part: Any, message: Any) -> Any:
        if isinstance(part, tuple):
            return self._announced(message).get(part[1], _ABSENT) if part[0] == "@" else _member(value, part[1])
        if isinstance(part, int):
            return value[part] if isinstance(value, list) and -len(value) <= part < len(value) else _ABSENT
        if part == "!json" and isinstance(value, str):
            try:
                return json.loads(value, parse_constant=_refuse, parse_int=_integer)
            except ValueError:
                return _ABSENT
        return _ABSENT

    def _announced(self, message: Any) -> dict[str, Any]:
        assert self.profile.channels is not None
        channel = _plain(self._get(_parts(self.profile.channels.ref), message, message, ""))
        return self._channels.get(channel, {}) if channel is not None else {}

    def _rows(self, parts: list[Any], message: Any) -> list[tuple[Any, str]]:
        rows = [(message, "")]
        for part in parts:
            following: list[tuple[Any, str]] = []
            for value, name in rows:
                if part == "[]":
                    items = value if isinstance(value, list) else []
                    flat = items and not any(isinstance(item, (list, dict)) for item in items)
                    following += [(items, name)] if flat else [(item, name) for item in items]
                elif part == "{}":
                    members = value.items() if isinstance(value, dict) else ()
                    following += [(held, f"{name}/{key}" if name else key) for key, held in members]
                else:
                    following.append((message if part == "^" else self._step(value, part, message), name))
            rows = [(value, name) for value, name in following if value is not _ABSENT]
        return rows


def _parts(text: str) -> list[Any]:
    parts: list[Any] = []
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        assert found is not None, text
        name, item, fixed, announced = found.groups()
        if name is not None or announced is not None:
            word = name if name is not None else announced
            parts.append(("." if name is not None else "@", json.loads(word) if word.startswith('"') else word))
        else:
            parts.append(int(item) if item is not None else fixed)
        at = found.end()
    return parts


def _member(value: Any, name: str) -> Any:
    return value.get(name, _ABSENT) if isinstance(value, dict) else _ABSENT


def _number(value: Any) -> float:
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, (int, float, str)):
        try:
            return _finite(float(value))
        except (ValueError, OverflowError):
            return math.nan
    return math.nan


def _finite(number: float) -> float:
    return number if math.isfinite(number) else math.nan


def _integer(digits: str) -> float | int:
    return int(digits) if len(digits) < 4000 else math.inf


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _plain(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    if value == int(value):
        return str(int(value))
    written = repr(value)
    return f"{value:.340f}".rstrip("0") if "e" in written else written


def _same(value: Any, literal: Any) -> bool:
    if isinstance(literal, bool):
        return value is literal
    if isinstance(literal, str) and "*" in literal:
        if set(literal) == {"*"}:
            return True
        plain = _plain(value)
        return (
            plain is not None and re.fullmatch(".*".join(map(re.escape, literal.split("*"))), plain, re.S) is not None
        )
    if isinstance(value, str) and isinstance(literal, str):
        return value == literal
    return not isinstance(value, bool) and _number(value) == _number(literal)


def _key(value: Any, pattern: str) -> str:
    plain = _plain(value)
    if plain is None or not pattern:
        return plain or ""
    found = re.search(pattern, plain)
    return (found.group(1) or "") if found else ""


_UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def _time(value: Any, unit: str) -> float:
    if unit in _UNITS:
        return _number(value) / _UNITS[unit]
    if not isinstance(value, str):
        return math.nan
    found = re.fullmatch(
        r"(.{10})[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?(?: ?([+-]\d\d):?(\d\d))?(?:[Zz]| ?UTC)?", value, re.A
    )
    try:
        day, clock, fraction, hours, minutes = found.groups() if found else ("",) * 5
        moment = datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return math.nan
    offset = timedelta(hours=int(hours or 0), minutes=math.copysign(int(minutes or 0), int(hours or 0)))
    return (moment - offset).timestamp() + float(f"0.{fraction or 0}")
