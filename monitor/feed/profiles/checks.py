"""What a profile of the right shape can still have wrong: empty names, bad numbers, bad headers, things twice."""

import math
import re
from collections.abc import Iterator, Sized

import msgspec

from monitor.feed.profile import Limits, Profile
from monitor.feed.profiles.dialect_checks import dialect_problems
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.login_checks import login_problems
from monitor.feed.profiles.mapping_checks import mapping_problems
from monitor.feed.profiles.problem import Problem
from monitor.feed.profiles.template_checks import template_problems

__all__ = ["problems"]

_MOST = {
    "login": 20,
    "refused": 20,
    "stream": 100,
    "symbols": 1000,
    "send": 100,
    "every": 100,
    "answer": 100,
    "variables": 200,
    "headers": 100,
}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_OF_THE_HANDSHAKE = frozenset({"connection", "upgrade"})
_CLOSE_CODES = range(1000, 5000)


def problems(profile: Profile) -> Iterator[Problem]:
    """Everything wrong with `profile`, in no particular order."""
    yield from _names(profile)
    yield from _amounts(profile)
    yield from _limits(profile.limits)
    yield from _codes(profile)
    yield from _headers(profile)
    yield from _messages(profile)
    if profile.tls.key and not profile.tls.certificate:
        yield Problem(("tls", "key"), "a key is of no use without `certificate`")
    yield from dialect_problems(profile)
    yield from login_problems(profile)
    yield from mapping_problems(profile)
    yield from template_problems(profile)


def _names(profile: Profile) -> Iterator[Problem]:
    if not profile.name.strip():
        yield Problem(("name",), "a feed needs a name")
    if not profile.address.strip():
        yield Problem(("address",), "a feed needs an address, such as wss://host/path")
    seen: set[str] = set()
    for index, stream in enumerate(profile.stream):
        if not stream.name.strip():
            yield Problem(("stream", index, "name"), "a stream needs a name")
        elif stream.name in seen:
            yield Problem(("stream", index, "name"), f"there are two streams named `{stream.name}`")
        seen.add(stream.name)
    for index, symbol in enumerate(profile.symbols):
        if not symbol.strip():
            yield Problem(("symbols", index), "a symbol must not be empty")
        elif symbol in profile.symbols[:index]:
            yield Problem(("symbols", index), f"the symbol `{symbol}` stands twice")


def _amounts(profile: Profile) -> Iterator[Problem]:
    for field, most in _MOST.items():
        held: Sized = getattr(profile, field)
        if len(held) > most:
            yield Problem((field,), f"{len(held)} are more than the {most} a profile can have")


def _limits(limits: Limits) -> Iterator[Problem]:
    for field in msgspec.structs.fields(limits):
        value: float | None = getattr(limits, field.name)
        if value is not None and not isinstance(value, bool) and not (math.isfinite(value) and value > 0):
            yield Problem(("limits", field.name), f"must be a number above 0, not {value}")


def _codes(profile: Profile) -> Iterator[Problem]:
    for field, codes in (("retry_codes", profile.retry_codes), ("fatal_codes", profile.fatal_codes)):
        for index, code in enumerate(codes):
            if code not in _CLOSE_CODES:
                yield Problem((field, index), f"{code} is no close code: they go from 1000 to 4999")
    for code in set(profile.retry_codes) & set(profile.fatal_codes):
        yield Problem(("fatal_codes",), f"{code} stands in `retry_codes` too")


def _headers(profile: Profile) -> Iterator[Problem]:
    for name, value in profile.headers.items():
        path: KeyPath = ("headers", name)
        if not _TOKEN.fullmatch(name):
            yield Problem(path, "is no name a header can have")
        elif name.lower() in _OF_THE_HANDSHAKE or name.lower().startswith("sec-websocket-"):
            yield Problem(path, "belongs to the WebSocket handshake; for a subprotocol use `subprotocols`")
        yield from _one_line(path, value)
    for name, value in profile.cookies.items():
        if not _TOKEN.fullmatch(name):
            yield Problem(("cookies", name), "is no name a cookie can have")
        yield from _one_line(("cookies", name), value)
    for index, name in enumerate(profile.subprotocols):
        if not _TOKEN.fullmatch(name):
            yield Problem(("subprotocols", index), f"`{name}` is no name a subprotocol can have")
    yield from _one_line(("origin",), profile.origin)


def _one_line(path: KeyPath, value: str) -> Iterator[Problem]:
    if _CONTROL.search(value):
        yield Problem(path, "holds a line break or another control character")


def _messages(profile: Profile) -> Iterator[Problem]:
    for index, send in enumerate(profile.send):
        if send.batch < 1:
            yield Problem(("send", index, "batch"), f"must be 1 or more, not {send.batch}")
        if send.bytes is not None and send.bytes < 1:
            yield Problem(("send", index, "bytes"), f"must be 1 or more, not {send.bytes}")
    for index, every in enumerate(profile.every):
        if not (math.isfinite(every.seconds) and every.seconds > 0):
            yield Problem(("every", index, "seconds"), f"must be a number above 0, not {every.seconds}")
    for name, texts in (
        ("send", [send.text for send in profile.send]),
        ("every", [every.text for every in profile.every]),
        ("answer", [answer.text for answer in profile.answer]),
    ):
        for index, text in enumerate(texts):
            if not text:
                yield Problem((name, index, "text"), "a message must not be empty")
    for index, answer in enumerate(profile.answer):
        if not answer.when:
            yield Problem(("answer", index, "when"), "needs a condition: an answer to every message would never end")
