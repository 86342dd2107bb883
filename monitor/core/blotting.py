"""Taking out of a text what looks like a secret, whoever wrote it and whosever secret it is."""

import re

from monitor.core.secrecy import HIDDEN, looks_secret

__all__ = ["blotted"]

_USERINFO = re.compile(r"(?<=://)[^/?#\s@\"']*@")
_PAIR = re.compile(r"(?<=[?&;])([A-Za-z0-9_.~%\-\[\]]{1,100})=([^&;#\s\"'<>]+)")
_HEADER = re.compile(
    r"((?:proxy-)?authorization|(?:set-)?cookie|[\w-]{0,40}(?:token|secret|api[-_]?key|passw)[\w-]{0,40})"
    r"(['\"]?\s*[:=]\s*(?:b?['\"])?)((?:bearer|basic|token|digest)\s+)?(\$\{[^{}\s]*\}|[^\s'\",;&}\]]+)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE)
_MEMBER = re.compile(r"""(["'])([\w.-]{1,100})\1(\s*:\s*)(["'])((?:[^"'\\]|\\.)+)\4""")
_JWT = re.compile(r"eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?")
_REFERENCE = re.compile(r"\$\{[^{}]*\}\Z")


def blotted(text: str) -> str:
    """`text` with logins in addresses, secret parameters, members and headers, and web tokens replaced by "…".

    A reference such as ${env:NAME} stays: it tells where a secret comes from, not what it is.
    """
    text = _JWT.sub(HIDDEN, text)
    text = _USERINFO.sub(f"{HIDDEN}@", text)
    text = _PAIR.sub(lambda found: f"{found[1]}={_value(found[1], found[2])}", text)
    text = _MEMBER.sub(_member, text)
    text = _HEADER.sub(lambda found: f"{found[1]}{found[2]}{found[3] or ''}{_kept(found[4])}", text)
    return _SCHEME.sub(lambda found: f"{found[1]} {HIDDEN}", text)


def _value(name: str, value: str) -> str:
    return _kept(value) if looks_secret(name) else value


def _kept(value: str) -> str:
    return value if _REFERENCE.match(value) else HIDDEN


def _member(found: re.Match[str]) -> str:
    quote, name, colon, mark, value = found.groups()
    return f"{quote}{name}{quote}{colon}{mark}{_value(name, value)}{mark}"
