"""How a feed proves who asks for it: read from a profile and written into one, the secret always by reference."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote

import msgspec

from monitor.feed.login_rules.requests import OAuth2Step
from monitor.feed.placeholders import escaped
from monitor.feed.profile import Profile
from monitor.feed.profiles.slugs import slug_of
from monitor.feed.texts import secrets_needed
from monitor.workspace.adding.address_parts import parts_of
from monitor.workspace.secrets.references import placeholder

__all__ = [
    "Login",
    "LoginKind",
    "host_of",
    "login_of",
    "referring",
    "secret_name",
    "with_login",
]

_REFERENCE = re.compile(r"\$\{((?:env|secret):[A-Za-z_][A-Za-z0-9_]*)\}")
_BEARER = re.compile(rf"Bearer {_REFERENCE.pattern}", re.IGNORECASE)
_AUTHORIZATION = "authorization"
_FETCHED = "Bearer ${access_token}"


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
    COOKIE = "cookie"
    """A cookie that a login elsewhere has given."""
    CERTIFICATE = "certificate"
    """A certificate of our own, in files."""
    OAUTH2 = "oauth2"
    """A token that is fetched with client credentials before each connection."""
    OTHER = "other"
    """Whatever a form has no fields for: messages, requests before connecting, signatures, OAuth2."""


@dataclass(frozen=True, slots=True)
class Login:
    """name: of the header, parameter or cookie; the certificate's file; the address that gives tokens.
    user: of BASIC; the key's file; the client's id.

    reference: to the secret, "secret:NAME" or "env:NAME".
    """

    kind: LoginKind = LoginKind.NONE
    name: str = ""
    user: str = ""
    reference: str = ""


def login_of(profile: Profile) -> Login:
    """The first login found in a profile, as far as it is one that `with_login` writes."""
    parts = parts_of(profile.address)
    user, _, password = (parts.login or "").partition(":")
    if found := _REFERENCE.fullmatch(password):
        return Login(LoginKind.BASIC, user=unquote(user.replace("$$", "$")), reference=found[1])
    for name, text in profile.headers.items():
        if name.lower() == _AUTHORIZATION and (found := _BEARER.fullmatch(text)):
            return Login(LoginKind.BEARER, reference=found[1])
        if found := _REFERENCE.fullmatch(text):
            return Login(LoginKind.HEADER, name=name, reference=found[1])
    for pair in _query(profile.address):
        name, _, text = pair.partition("=")
        if found := _REFERENCE.fullmatch(text):
            return Login(LoginKind.QUERY, name=unquote(name.replace("$$", "$")), reference=found[1])
    for name, text in profile.cookies.items():
        if found := _REFERENCE.fullmatch(text):
            return Login(LoginKind.COOKIE, name=name, reference=found[1])
    if profile.login or secrets_needed(profile):
        return _oauth2_of(profile) or Login(LoginKind.OTHER)
    if profile.tls.certificate:
        return Login(LoginKind.CERTIFICATE, name=profile.tls.certificate, user=profile.tls.key)
    return Login()


def _oauth2_of(profile: Profile) -> Login | None:
    """The client credentials, where they are all there is and as `with_login` writes them."""
    match profile.login:
        case (OAuth2Step(url=url, client_id=client, client_secret=secret) as step,) if found := _REFERENCE.fullmatch(
            secret
        ):
            plain = step == OAuth2Step(url, client, secret)
            sent = {name.lower(): text for name, text in profile.headers.items()}.get(_AUTHORIZATION)
            if plain and sent == _FETCHED:
                return Login(LoginKind.OAUTH2, name=url, user=client.replace("$$", "$"), reference=found[1])
    return None


def with_login(profile: Profile, login: Login) -> Profile:
    """The profile with this login in place of the one it has."""
    bare = _without_login(profile, login_of(profile))
    reference = placeholder(login.reference)
    match login.kind:
        case LoginKind.NONE | LoginKind.OTHER:
            return bare
        case LoginKind.CERTIFICATE:
            tls = msgspec.structs.replace(bare.tls, certificate=login.name, key=login.user)
            return msgspec.structs.replace(bare, tls=tls)
        case LoginKind.OAUTH2:
            step = OAuth2Step(login.name, escaped(login.user), reference)
            return msgspec.structs.replace(_with_header(bare, "Authorization", _FETCHED), login=(step,))
        case LoginKind.COOKIE:
            return msgspec.structs.replace(bare, cookies={**bare.cookies, login.name: reference})
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


def referring(profile: Profile, old: str, new: str) -> Profile:
    """The profile with one reference in place of another, wherever it stands."""
    if old == new:
        return profile
    token = re.compile(rf"\$\$|{re.escape(placeholder(old))}")
    text = msgspec.json.encode(profile).decode()
    spelled = token.sub(lambda found: found[0] if found[0] == "$$" else placeholder(new), text)
    return msgspec.json.decode(spelled, type=Profile)


def host_of(profile: Profile) -> str:
    """The host of a profile's address, "" where it has none."""
    parts = parts_of(profile.address)
    return re.split(r"[/?#:]", parts.rest, maxsplit=1)[0]


def secret_name(host: str, what: str) -> str:
    """A name for a secret, also fit for a variable of the environment: "EXAMPLE_NET_TOKEN"."""
    where = slug_of(host)
    return f"{'feed' if where[0].isdigit() else where}-{slug_of(what)}".replace("-", "_").upper()


def _query(address: str) -> list[str]:
    return address.partition("?")[2].split("&")


def _without_login(profile: Profile, login: Login) -> Profile:
    match login.kind:
        case LoginKind.NONE | LoginKind.OTHER:
            return profile
        case LoginKind.COOKIE:
            cookies = {name: text for name, text in profile.cookies.items() if name != login.name}
            return msgspec.structs.replace(profile, cookies=cookies)
        case LoginKind.CERTIFICATE:
            return msgspec.structs.replace(profile, tls=msgspec.structs.replace(profile.tls, certificate="", key=""))
        case LoginKind.OAUTH2:
            headers = {each: text for each, text in profile.headers.items() if each.lower() != _AUTHORIZATION}
            return msgspec.structs.replace(profile, headers=headers, login=())
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
    parts = parts_of(address)
    login = f"{userinfo}@" if userinfo else ""
    return f"{parts.scheme}{login}{parts.rest}"


def _with_path(address: str) -> str:
    """The address with at least "/" after its host, so that a query can follow."""
    rest = address.partition("://")[2] or address
    return address if "/" in rest or "?" in rest else f"{address}/"
