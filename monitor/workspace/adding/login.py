"""How a feed proves who asks for it: read from a profile and written into one, the secret always by reference."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote

import msgspec

from monitor.core.secrecy import looks_secret
from monitor.feed.placeholders import escaped
from monitor.feed.profile import Profile
from monitor.feed.profiles.slugs import slug_of

__all__ = [
    "Login",
    "LoginKind",
    "TakenOut",
    "host_of",
    "login_of",
    "referred_variable",
    "secret_name",
    "take_secrets_out",
    "with_login",
]

_REFERENCE = re.compile(r"\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}")
_BEARER = re.compile(rf"Bearer {_REFERENCE.pattern}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*://)?(?:(?P<login>[^/?#]*)@)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_AUTHORIZATION = "authorization"


class LoginKind(Enum):
    """The ways there are. The value is the word in files of the desk."""

    NONE = "none"
    BEARER = "bearer"
    """A token in the Authorization header."""
    BASIC = "basic"
    """User and password, which go into the Authorization header from the address."""
    HEADER = "header"
    """An API key in a header of its own."""
    QUERY = "query"
    """An API key in the query of the address."""


@dataclass(frozen=True, slots=True)
class Login:
    """name: of the header or the parameter; user: of BASIC; variable: of the environment, holds the secret."""

    kind: LoginKind = LoginKind.NONE
    name: str = ""
    user: str = ""
    variable: str = ""


def login_of(profile: Profile) -> Login:
    """The first login found in a profile, as far as it is one that `with_login` writes."""
    parts = _ADDRESS.fullmatch(profile.address)
    assert parts is not None
    user, _, password = (parts["login"] or "").partition(":")
    if found := _REFERENCE.fullmatch(password):
        return Login(LoginKind.BASIC, user=unquote(user.replace("$$", "$")), variable=found[1])
    for name, text in profile.headers.items():
        if name.lower() == _AUTHORIZATION and (found := _BEARER.fullmatch(text)):
            return Login(LoginKind.BEARER, variable=found[1])
        if found := _REFERENCE.fullmatch(text):
            return Login(LoginKind.HEADER, name=name, variable=found[1])
    for pair in _query(profile.address):
        name, _, text = pair.partition("=")
        if found := _REFERENCE.fullmatch(text):
            return Login(LoginKind.QUERY, name=unquote(name.replace("$$", "$")), variable=found[1])
    return Login()


def with_login(profile: Profile, login: Login) -> Profile:
    """The profile with this login in place of the one it has."""
    bare = _without_login(profile, login_of(profile))
    reference = f"${{env:{login.variable}}}"
    match login.kind:
        case LoginKind.NONE:
            return bare
        case LoginKind.BEARER:
            return _with_header(bare, "Authorization", f"Bearer {reference}")
        case LoginKind.HEADER:
            return _with_header(bare, login.name, reference)
        case LoginKind.BASIC:
            user = escaped(quote(login.user, safe=""))
            return msgspec.structs.replace(bare, address=_with_userinfo(bare.address, f"{user}:{reference}"))
        case LoginKind.QUERY:
            mark = "&" if "?" in bare.address else "?"
            pair = f"{escaped(quote(login.name, safe=''))}={reference}"
            return msgspec.structs.replace(bare, address=f"{_with_path(bare.address)}{mark}{pair}")


def referred_variable(text: str) -> str:
    """The environment variable that a text takes something from, "" where it takes nothing."""
    found = _REFERENCE.search(text)
    return found[1] if found else ""


def host_of(profile: Profile) -> str:
    """The host of a profile's address, "" where it has none."""
    parts = _ADDRESS.fullmatch(profile.address)
    assert parts is not None
    return re.split(r"[/?#:]", parts["rest"], maxsplit=1)[0]


def secret_name(host: str, what: str) -> str:
    """A name for the environment variable that is to hold a secret: "EXAMPLE_NET_TOKEN"."""
    where = slug_of(host)
    return f"{'feed' if where[0].isdigit() else where}-{slug_of(what)}".replace("-", "_").upper()


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An address (a template) without the secrets it was pasted with, and those secrets by their variables."""

    address: str
    secrets: tuple[tuple[str, str], ...] = ()


def take_secrets_out(text: str, *, host: str) -> TakenOut:
    """A pasted address whose password and secret parameters are references, so that no file will hold them."""
    parts = _ADDRESS.fullmatch(text)
    assert parts is not None
    secrets: list[tuple[str, str]] = []
    user, colon, password = (parts["login"] or "").partition(":")
    login = escaped(parts["login"] or "")
    if password:
        secrets.append((secret_name(host, "password"), unquote(password)))
        login = f"{escaped(user)}{colon}${{env:{secrets[-1][0]}}}"
    before, mark, query = parts["rest"].partition("?")
    pairs = [_pair_without_secret(pair, host, secrets) for pair in query.split("&")]
    userinfo = f"{login}@" if parts["login"] is not None else ""
    address = f"{escaped(parts['scheme'] or '')}{userinfo}{escaped(before)}{mark}{'&'.join(pairs)}"
    return TakenOut(address, tuple(secrets))


def _pair_without_secret(pair: str, host: str, secrets: list[tuple[str, str]]) -> str:
    name, equals, value = pair.partition("=")
    value, hash_mark, fragment = value.partition("#")
    if not value or not looks_secret(name):
        return escaped(pair)
    variable = secret_name(host, name)
    secrets.append((variable, unquote(value)))
    return f"{escaped(name)}{equals}${{env:{variable}}}{escaped(hash_mark + fragment)}"


def _query(address: str) -> list[str]:
    return address.partition("?")[2].split("&")


def _without_login(profile: Profile, login: Login) -> Profile:
    match login.kind:
        case LoginKind.NONE:
            return profile
        case LoginKind.BEARER | LoginKind.HEADER:
            name = login.name or _AUTHORIZATION
            headers = {each: text for each, text in profile.headers.items() if each.lower() != name.lower()}
            return msgspec.structs.replace(profile, headers=headers)
        case LoginKind.BASIC:
            return msgspec.structs.replace(profile, address=_with_userinfo(profile.address, ""))
        case LoginKind.QUERY:
            before, _, _ = profile.address.partition("?")
            kept = [pair for pair in _query(profile.address) if not _REFERENCE.fullmatch(pair.partition("=")[2])]
            return msgspec.structs.replace(profile, address=f"{before}?{'&'.join(kept)}" if kept else before)


def _with_header(profile: Profile, name: str, text: str) -> Profile:
    headers = {each: held for each, held in profile.headers.items() if each.lower() != name.lower()}
    return msgspec.structs.replace(profile, headers={**headers, name: text})


def _with_userinfo(address: str, userinfo: str) -> str:
    parts = _ADDRESS.fullmatch(address)
    assert parts is not None
    login = f"{userinfo}@" if userinfo else ""
    return f"{parts['scheme'] or ''}{login}{parts['rest']}"


def _with_path(address: str) -> str:
    """The address with at least "/" after its host, so that a query can follow."""
    rest = address.partition("://")[2] or address
    return address if "/" in rest or "?" in rest else f"{address}/"
