"""Secrets in a pasted address: taken out, so that no file will hold them, and referred to instead."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from monitor.core.secrecy import looks_secret
from monitor.feed.placeholders import escaped
from monitor.workspace.adding.address_parts import parts_of
from monitor.workspace.adding.login import secret_name
from monitor.workspace.secrets.references import kept, placeholder, variable

__all__ = ["TakenOut", "renamed", "take_secrets_out"]


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An address (a template) without the secrets it was pasted with, and those secrets by their references."""

    address: str
    secrets: tuple[tuple[str, str], ...] = ()


def take_secrets_out(text: str, *, host: str, keychain: bool) -> TakenOut:
    """A pasted address whose password and secret parameters are references, so that no file will hold them.

    keychain: they are to be kept there; else they stand for variables of the environment.
    """
    refer = kept if keychain else variable
    parts = parts_of(text)
    secrets: list[tuple[str, str]] = []
    user, colon, password = (parts.login or "").partition(":")
    login = escaped(parts.login or "")
    if password:
        secrets.append((refer(secret_name(host, "password")), unquote(password)))
        login = f"{escaped(user)}{colon}{placeholder(secrets[-1][0])}"
    before, mark, query = parts.rest.partition("?")
    pairs = [
        _pair_without_secret(pair, lambda name: refer(secret_name(host, name)), secrets) for pair in query.split("&")
    ]
    userinfo = f"{login}@" if parts.login is not None else ""
    address = f"{escaped(parts.scheme)}{userinfo}{escaped(before)}{mark}{'&'.join(pairs)}"
    return TakenOut(address, tuple(secrets))


def renamed(taken: TakenOut, name: Callable[[str, str], str]) -> TakenOut:
    """The same, with each secret referred to as `name` says of its reference and its value."""
    address = taken.address
    secrets = tuple((name(reference, value), value) for reference, value in taken.secrets)
    for (old, _), (new, _) in zip(taken.secrets, secrets, strict=True):
        address = address.replace(placeholder(old), placeholder(new))
    return TakenOut(address, secrets)


def _pair_without_secret(pair: str, refer: Callable[[str], str], secrets: list[tuple[str, str]]) -> str:
    name, equals, value = pair.partition("=")
    value, hash_mark, fragment = value.partition("#")
    if not value or not looks_secret(name):
        return escaped(pair)
    reference = refer(name)
    secrets.append((reference, unquote(value)))
    return f"{escaped(name)}{equals}{placeholder(reference)}{escaped(hash_mark + fragment)}"
