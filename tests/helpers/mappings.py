"""Profiles and messages that go together, as servers make them, for hypothesis."""

import json
from typing import Any

from hypothesis import strategies as st

from monitor.feed.profile import Column, KeyRule, Profile, StreamRule, TimeRule

__all__ = ["fitting_runs"]

_PLAIN = [1, 0, -2.5, 1e3, 2**64, "3.25", "-7e-3", "16850.12000000", 0.1]
_ODD = [None, None, "", "text", True, False, "nan", 10**400, "1e400", " 5 ", [1], {"x": 1}]
_SHAPES = ["flat", "nested", "inside", "rows", "pairs", "array", "deep", "filtered", "json", "members"]

_times = st.sampled_from(
    [1672515782136, "1672515782136", None, "2024-05-18T14:00:31.3731Z", "2024-05-18 14:00:31 +01:00"]
)
_keys = st.sampled_from(["BTC", "ETH", "BTC", 7, 1.0, True, None, "a.BTC"])


def _number() -> st.SearchStrategy[Any]:
    return st.integers(0, 40).flatmap(lambda at: st.sampled_from(_ODD if at == 0 else _PLAIN))


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, Any]:
    fields = {"s": draw(_keys), "T": draw(_times), "x": draw(_number()), "y": draw(_number())}
    for name in draw(st.sets(st.sampled_from(["s", "T", "x", "y"]), max_size=draw(st.sampled_from([0, 0, 0, 1, 2])))):
        del fields[name]
    return fields


@st.composite
def _pairs(draw: st.DrawFn, some: list[dict[str, Any]]) -> Any:
    pairs = [[fields.get("x"), fields.get("y", 1), "tail"] for fields in some]
    return draw(st.sampled_from([pairs] * 8 + [None, pairs[0] if pairs else []]))


@st.composite
def _message(draw: st.DrawFn, shape: str, name: str) -> Any:
    one, some = draw(_fields()), draw(st.lists(_fields(), max_size=3))
    head = {"e": name, "s": draw(_keys)}
    if shape == "array":
        return [name, one.get("s"), one]
    if shape == "filtered":
        return [{"e": draw(st.sampled_from([name, name, "other"])), **fields} for fields in some]
    made: dict[str, Any] = {
        "flat": {"e": name, **one},
        "nested": {"e": name, "d": one},
        "inside": {"e": name, "d": {"i": one}, "extra": [[1], {"a": None}]},
        "rows": {**head, "d": some},
        "pairs": {**head, "d": draw(_pairs(some))},
        "deep": {**head, "d": [{"s": "in", "i": some}, {"i": some[:1]}, {"s": "none"}]},
        "json": {"e": name, "d": json.dumps(one)},
        "members": {**head, "d": dict(zip(("m", "n", "o"), some, strict=False))},
    }[shape]
    if draw(st.integers(0, 15)) == 0:
        made.pop("d", None)
    return made


@st.composite
def _rule(draw: st.DrawFn, shape: str, name: str, carries: tuple[bool, bool]) -> StreamRule:
    rows = {"rows": "d[]", "pairs": "d[]", "deep": "d[].i[]", "filtered": "[]", "members": "d{}", "json": "d!json"}.get(
        shape, ""
    )
    rows = draw(st.sampled_from(["", "d"])) if shape == "nested" else rows
    start = {"inside": "d.i.", "array": "[2]."}.get(shape, "d." if shape == "nested" and not rows else "")
    columns = ["[0]", "[1]"] if shape == "pairs" else [f"{start}x", f"{start}y"]
    columns[1] = (
        draw(st.sampled_from([columns[1]] * 5 + ["^.s", columns[0], "^.d[0].x", "^.d[-1][0]", "", "^.d[0]"]))
        if rows
        else columns[1]
    )
    keys = {"pairs": "^.s", "deep": "^.s", "array": "[1]", "members": "{}"}.get(shape, f"{start}s")
    when: dict[str, Any] = draw(
        st.sampled_from(
            [{"[].e": name}, {"[].e": f"{name[0]}*", "[].s": "*"}]
            if shape == "filtered"
            else [{"[0]": name}, {"[0]": name, "[2]": "*"}, {}]
            if shape == "array"
            else [
                {"e": name},
                {"e": name},
                {"e": f"{name[0]}*"},
                {"e": name, "d": "*"},
                {"e": name, "d.q": 1},
                {"e": name, "d[0].s": "*"},
                {},
            ]
        )
    )
    return StreamRule(
        name=name,
        rows=rows,
        when=when,
        columns={
            column: Column(path, scale=draw(st.sampled_from([1.0, 0.5])), carry=carry)
            for column, path, carry in zip("xy", columns, carries, strict=True)
        },
        key=draw(st.sampled_from([keys, keys, "", KeyRule(keys, r"(\w+)$")])),
        time=draw(st.sampled_from([TimeRule(), TimeRule(f"{start}T", "ms"), TimeRule(f"{start}T", "rfc3339")])),
    )


@st.composite
def fitting_runs(draw: st.DrawFn, noise: st.SearchStrategy[bytes]) -> tuple[Profile, list[list[bytes]]]:
    """A profile, and blocks of messages that it was made for, with some `noise` among them."""
    shapes = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=3))
    named = [(shape, f"{'tu'[index % 2]}{index}") for index, shape in enumerate(shapes)]
    carries = {name: draw(st.sampled_from([(False, False), (False, False), (True, False)])) for _, name in named}
    rules = [
        draw(_rule(shape, name, carries[name]))
        for shape, name in named
        for _ in range(draw(st.sampled_from([1, 1, 2])))
    ]
    ignore = draw(st.sampled_from([(), ({"e": "hb"},), ({"": "pong"}, {"d": "*", "e": "u*"})]))
    profile = Profile(name="p", address="ws://localhost", stream=tuple(rules), ignore=ignore)
    message = st.sampled_from(named).flatmap(lambda kind: _message(*kind))
    blocks: list[list[bytes]] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(named))
        of_one_kind = st.lists(_message(*kind), min_size=1, max_size=4)
        block = [
            json.dumps(message, separators=(",", ":")).encode()
            for message in draw(st.one_of(of_one_kind, of_one_kind, st.lists(message, max_size=5)))
        ]
        if draw(st.integers(0, 3)) == 0:
            block.insert(draw(st.integers(0, len(block))), draw(noise))
        blocks.append(block)
    return profile, blocks
