"""Makes new examples of old ones: bytes, values of JSON, numbers, whole steps, their order and their times."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import Any, Final

import msgspec

from tests.fuzz.target import Example, Step, Target

__all__ = ["Mutator"]

_MOST_STEPS: Final = 40
_MOST_BYTES: Final = 64 * 1024
_ODD_BYTES: Final = (
    b"\0",
    b"\n",
    b"\r\n",
    b"\x1e",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"$",
    b"\xff",
    b"\x80",
    b"\xed\xa0\x80",
    b"[" * 3000,
    b'{"a":' * 2000,
    b"-1",
    b"1e999",
    b"NaN",
    b"9" * 40,
    b"0" * 5000,
)
_ODD_VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**53 + 1,
    2**63,
    -(2**63),
    2**64 - 1,
    1e308,
    -0.0,
    1e-320,
    "",
    "x",
    "0",
    "-1",
    "1e400",
    "\ud7ff\ue000",
    "a" * 5000,
    [],
    {},
    [[]],
    [None],
    {"": ""},
    {"data": "{"},
    '{"a":1}',
    "[1",
    "${x}",
)
_DELAYS: Final = (0.0, 0.0, 0.001, 1.0, 5.0, 14.9, 30.0, 61.0, 3600.0, 1e6)


class Mutator:
    """One source of examples. The same random numbers give the same examples."""

    def __init__(self, target: Target, random: Random) -> None:
        self._random = random
        self._tokens = tuple(target.tokens)
        self._pool: list[Example] = list(target.seeds) or [((0.0, b"", False),)]

    def keep(self, example: Example) -> None:
        """An example that is worth being made others of; of too many, one at random makes room."""
        if len(self._pool) < 2000:
            self._pool.append(example)
        else:
            self._pool[self._random.randrange(len(self._pool))] = example

    def example(self) -> Example:
        """The next one."""
        random = self._random
        steps = list(random.choice(self._pool))
        for _ in range(1 + int(random.expovariate(0.6))):
            change = random.choice(
                (self._bytes, self._bytes, self._json, self._json, self._order, self._cut, self._time)
            )
            steps = change(steps)
        return tuple(steps[:_MOST_STEPS])

    # --- steps --------------------------------------------------------------------------------------------------

    def _order(self, steps: list[Step]) -> list[Step]:
        """Drop, double, exchange or add whole steps."""
        random = self._random
        at = random.randrange(len(steps)) if steps else 0
        kind = random.randrange(5)
        if kind == 0 and len(steps) > 1:
            del steps[at]
        elif kind == 1 and steps:
            steps[at:at] = [steps[at]] * random.choice((1, 2, 10))
        elif kind == 2 and steps:
            other = random.randrange(len(steps))
            steps[at], steps[other] = steps[other], steps[at]
        elif kind == 3 and steps:
            delay, data, binary = steps[at]
            steps[at] = (delay, data, not binary)
        else:
            other_steps = random.choice(self._pool)
            start = random.randrange(len(other_steps) + 1)
            steps[at:at] = other_steps[start : start + random.randrange(1, 6)]
        return steps

    def _cut(self, steps: list[Step]) -> list[Step]:
        """Cut a step in two, or join it with the next."""
        random = self._random
        if not steps:
            return steps
        at = random.randrange(len(steps))
        delay, data, binary = steps[at]
        if at + 1 < len(steps) and random.random() < 0.5:
            steps[at : at + 2] = [(delay, data + steps[at + 1][1], binary)]
        elif data:
            places = sorted({0, len(data), *(random.randrange(len(data) + 1) for _ in range(random.choice((1, 1, 5))))})
            parts = [data[start:stop] for start, stop in pairwise(places)]
            steps[at : at + 1] = [(delay if not index else 0.0, part, binary) for index, part in enumerate(parts)]
        return steps

    def _time(self, steps: list[Step]) -> list[Step]:
        if steps:
            at = self._random.randrange(len(steps))
            steps[at] = (self._random.choice(_DELAYS), *steps[at][1:])
        return steps

    # --- bytes --------------------------------------------------------------------------------------------------

    def _bytes(self, steps: list[Step]) -> list[Step]:
        return self._changed(steps, self._other_bytes)

    def _other_bytes(self, data: bytes) -> bytes:
        random = self._random
        start = random.randrange(len(data) + 1)
        stop = min(len(data), start + random.choice((0, 0, 1, 1, 2, 4, 16, 256)))
        kind = random.randrange(7)
        if kind == 0 and start < len(data):
            return data[:start] + bytes((data[start] ^ 1 << random.randrange(8),)) + data[start + 1 :]
        if kind == 1:
            return data[:start]
        if kind == 2:
            return data[:start] + data[stop:]
        if kind == 3:
            return data[:stop] + data[start:stop] * random.choice((1, 3, 100)) + data[stop:]
        if kind == 4 and self._tokens:
            return data[:start] + random.choice(self._tokens) + data[stop:]
        if kind == 5:
            return data[:start] + random.choice(_ODD_BYTES) + data[stop:]
        return data[:start] + random.randbytes(random.choice((1, 2, 4, 30))) + data[stop:]

    # --- values -------------------------------------------------------------------------------------------------

    def _json(self, steps: list[Step]) -> list[Step]:
        return self._changed(steps, self._other_json)

    def _other_json(self, data: bytes) -> bytes:
        """The same text with one of its JSON values changed; where it holds none, other bytes."""
        head = next((at for at, byte in enumerate(data[:40]) if byte in b'{["'), len(data))
        body = data[head:].rstrip(b"\0\n\r\x1e")
        try:
            value = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self._other_bytes(data)
        changed = self._other_value(value, 0)
        try:
            return data[:head] + msgspec.json.encode(changed) + data[head + len(body) :]
        except (msgspec.EncodeError, OverflowError, RecursionError, UnicodeEncodeError):
            return data

    def _other_value(self, value: Any, depth: int) -> Any:
        random = self._random
        if isinstance(value, dict) and value and random.random() < 0.85 and depth < 20:
            name = random.choice(list(value))
            kind = random.randrange(6)
            if kind == 0:
                return {key: held for key, held in value.items() if key != name}
            if kind == 1:
                return {**value, random.choice(list(value)): value[name]}
            return {**value, name: self._other_value(value[name], depth + 1)}
        if isinstance(value, list) and value and random.random() < 0.85 and depth < 20:
            at = random.randrange(len(value))
            kind = random.randrange(6)
            if kind == 0:
                return value[:at] + value[at + 1 :]
            if kind == 1:
                return value[:at] + [value[at]] * random.choice((2, 50)) + value[at + 1 :]
            return [*value[:at], self._other_value(value[at], depth + 1), *value[at + 1 :]]
        if isinstance(value, str) and value[:1] in ("{", "[") and random.random() < 0.7:
            return self._other_json(value.encode(errors="replace")).decode(errors="replace")
        if isinstance(value, str) and self._tokens and random.random() < 0.3:
            return random.choice(self._tokens).decode(errors="replace")
        return random.choice(_ODD_VALUES)

    def _changed(self, steps: list[Step], change: Callable[[bytes], bytes]) -> list[Step]:
        if not steps:
            return steps
        at = self._random.randrange(len(steps))
        delay, data, binary = steps[at]
        steps[at] = (delay, change(data)[:_MOST_BYTES], binary)
        return steps


def texts(*found: str | bytes) -> Sequence[Example]:
    """Examples of one step each."""
    return [((0.0, each if isinstance(each, bytes) else each.encode(errors="replace"), False),) for each in found]
