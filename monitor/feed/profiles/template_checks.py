"""Whether every `${…}` of a profile is written well, defined, and allowed where it stands."""

from collections.abc import Collection, Iterator, Sequence

from monitor.core.errors import ProfileError
from monitor.feed.filling import rule_texts
from monitor.feed.login_rules.rule import LoginStep, raw_name, yielded_names
from monitor.feed.paths import compile_path
from monitor.feed.placeholders import Slot, slots, usable_name
from monitor.feed.profile import Answer, Profile, Send
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.problem import Problem

__all__ = ["template_problems"]


def template_problems(profile: Profile) -> Iterator[Problem]:
    """Everything wrong with the templates of `profile`."""
    for name, text in profile.variables.items():
        path: KeyPath = ("variables", name)
        if not usable_name(name):
            yield Problem(path, "a name has letters, digits and _, and is none of env, items, secret, symbol")
        yield from _text(path, text, known=())
    known = (*profile.variables, *_text_names(profile.login))
    yield from _steps(("login",), profile.login, tuple(profile.variables))
    for path, text in _connection_texts(profile):
        yield from _text(path, text, known=known)
    for index, send in enumerate(profile.send):
        yield from _send(("send", index), send, profile, known)
    for index, every in enumerate(profile.every):
        yield from _steps(("every", index, "login"), every.login, known)
        own = (*known, *_text_names(every.login))
        yield from _text(("every", index, "text"), every.text, known=(*own, "symbol"))
        yield from _symbols(("every", index, "text"), every.text, profile)
    for index, answer in enumerate(profile.answer):
        yield from _answer(("answer", index), answer, known)
    for path, text in rule_texts(profile.dialect):
        in_list = ("symbol",) if any(isinstance(part, int) for part in path) else ()
        yield from _text(path, text, known=(*known, *in_list))
        if in_list:
            yield from _symbols(path, text, profile)


def _connection_texts(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    yield ("address",), profile.address
    yield ("origin",), profile.origin
    yield ("proxy", "url"), profile.proxy.url
    for name, value in profile.headers.items():
        yield ("headers", name), value
    for name, value in profile.cookies.items():
        yield ("cookies", name), value


def _text_names(steps: Collection[LoginStep]) -> Iterator[str]:
    """The names of what the steps yield, but for bytes that are no text."""
    for step in steps:
        raw = raw_name(step)
        yield from (name for name in yielded_names(step) if name != raw)


def _steps(path: KeyPath, steps: Sequence[LoginStep], known: Collection[str]) -> Iterator[Problem]:
    for index, step in enumerate(steps):
        before = steps[:index]
        raw = [raw_name(each) for each in before]
        for at, text in rule_texts(step, (*path, index)):
            signed = raw if at[-1] == "message" else []
            yield from _text(at, text, known=(*known, *_text_names(before), *signed))


def _send(path: KeyPath, send: Send, profile: Profile, known: Collection[str]) -> Iterator[Problem]:
    batched = ("items",) if send.each else ()
    yield from _text((*path, "text"), send.text, known=(*known, "symbol", *batched))
    yield from _text((*path, "each"), send.each, known=(*known, "symbol"))
    yield from _symbols((*path, "text"), send.text, profile)
    names = {slot.name for slot in _slots(send.text)}
    if send.each and "items" not in names:
        yield Problem((*path, "each"), "is never used: `text` holds no `${items}`")
    if "items" in names and "symbol" in names:
        yield Problem((*path, "text"), "holds both `${items}` and `${symbol}`: the first is for `each` symbol already")


def _symbols(path: KeyPath, text: str, profile: Profile) -> Iterator[Problem]:
    if not profile.symbols and not {"symbol", "items"}.isdisjoint(slot.name for slot in _slots(text)):
        yield Problem(path, "asks for symbols, and `symbols` is empty")


def _answer(path: KeyPath, answer: Answer, known: Collection[str]) -> Iterator[Problem]:
    names = {*known, *_text_names(answer.login)}
    raw = {raw_name(each) for each in answer.login}
    yield from _answer_text((*path, "text"), answer.text, names)
    for index, step in enumerate(answer.login):
        for at, text in rule_texts(step, (*path, "login", index)):
            yield from _answer_text(at, text, names | raw)


def _answer_text(path: KeyPath, text: str, names: Collection[str]) -> Iterator[Problem]:
    try:
        for slot in slots(text):
            if slot.reference or slot.name in names:
                if problem := slot.problem():
                    yield Problem(path, problem)
            elif not slot.made:
                compile_path(slot.body)
    except ProfileError as error:
        yield Problem(path, error.what)


def _slots(text: str) -> tuple[Slot, ...]:
    try:
        return tuple(slots(text))
    except ProfileError:
        return ()


def _text(path: KeyPath, text: str, *, known: Collection[str]) -> Iterator[Problem]:
    try:
        found = tuple(slots(text))
    except ProfileError as error:
        yield Problem(path, error.what)
        return
    for slot in found:
        if problem := slot.problem():
            yield Problem(path, problem)
        elif not slot.reference and slot.name not in known and not (slot.made and path[0] != "variables"):
            yield Problem(path, _unknown(slot.name, path))


def _unknown(name: str, path: KeyPath) -> str:
    if name == "items":
        return "`${items}` needs the key `each` beside `text`"
    if name == "symbol":
        return "`${symbol}` can stand only in the messages of [[send]] and [[every]], and in the lists of [dialect]"
    if path[0] == "variables":
        allowed = "`${env:NAME}` and `${secret:NAME}`"
        return f"`${{{name}}}`: the value of a variable can hold {allowed}, but no other variable"
    return f'`${{{name}}}` is not defined: add `{name} = "…"` under [variables], or a step of [[login]] that yields it'
