"""What the steps of a login can have wrong: names, addresses, headers, paths, and numbers."""

import re
from collections.abc import Iterator

from monitor.core.errors import ProfileError
from monitor.feed.decoding.plan import compile_value
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.feed.login_rules.rule import LoginStep, SigningStep, yielded_names
from monitor.feed.login_rules.signing import JwtStep
from monitor.feed.placeholders import usable_name
from monitor.feed.profile import Profile
from monitor.feed.profiles.dialect_checks import rule_problems
from monitor.feed.profiles.lines import KeyPath
from monitor.feed.profiles.problem import Problem

__all__ = ["login_problems"]

_MOST_OF_A_MESSAGE = 20
_HTTP = re.compile(r"https?://.|\$\{", re.IGNORECASE)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OF_THE_REQUEST = frozenset({"connection", "content-length", "content-type", "host", "transfer-encoding", "upgrade"})
_STATUSES = range(200, 600)


def login_problems(profile: Profile) -> Iterator[Problem]:
    """Everything wrong with the login of `profile`, its placeholders aside."""
    taken = set(profile.variables)
    for index, step in enumerate(profile.login):
        yield from _step(("login", index), step, taken)
        taken.update(yielded_names(step))
    for index, every in enumerate(profile.every):
        yield from _of_a_message(("every", index, "login"), every.login, taken)
    for index, answer in enumerate(profile.answer):
        yield from _of_a_message(("answer", index, "login"), answer.login, taken)


def _of_a_message(path: KeyPath, steps: tuple[SigningStep, ...], taken: set[str]) -> Iterator[Problem]:
    if len(steps) > _MOST_OF_A_MESSAGE:
        yield Problem(path, f"a message can have {_MOST_OF_A_MESSAGE} steps")
    own = set(taken)
    for at, step in enumerate(steps):
        yield from _step((*path, at), step, own)
        own.update(yielded_names(step))


def _step(path: KeyPath, step: LoginStep, taken: set[str]) -> Iterator[Problem]:
    yield from rule_problems(step, path)
    for name in yielded_names(step):
        if not usable_name(name):
            yield Problem(path, f"`{name}` cannot be the name of a value: letters, digits and _ make one")
        elif name in taken:
            yield Problem(path, f"there are two values called `{name}`")
    if isinstance(step, HttpStep | OAuth2Step) and not _HTTP.match(step.url):
        yield Problem((*path, "url"), "must begin with https:// or http://")
    if isinstance(step, HttpStep):
        yield from _http(path, step)
    if isinstance(step, JwtStep) and step.lifetime_seconds <= 0:
        yield Problem((*path, "lifetime_seconds"), "must be a number above 0")


def _http(path: KeyPath, step: HttpStep) -> Iterator[Problem]:
    if step.json and step.form:
        yield Problem((*path, "form"), "stands beside `json`: a request has one body")
    if step.method == "GET" and (step.json or step.form):
        yield Problem((*path, "method"), "a GET request has no body")
    if not (yielded_names(step) or step.cookies):
        yield Problem(path, "yields nothing: add `values`, `from_headers`, `from_cookies` or `cookies = true`")
    for name in step.headers:
        if not _TOKEN.fullmatch(name):
            yield Problem((*path, "headers", name), "is no name a header can have")
        elif name.lower() in _OF_THE_REQUEST:
            yield Problem((*path, "headers", name), "belongs to the request itself; leave it out")
    for index, status in enumerate(step.status):
        if status not in _STATUSES:
            yield Problem((*path, "status", index), f"{status} is no status: they go from 200 to 599")
    places: list[tuple[KeyPath, str]] = [((*path, "values", name), place) for name, place in step.values.items()]
    for at, place in [*places, ((*path, "expires"), step.expires)] if step.expires else places:
        try:
            compile_value(place, key="", announces=False)
        except ProfileError as error:
            yield Problem(at, error.what)
