"""Making foreign text fit to be shown: without secrets, on one line, and nothing that a terminal would obey."""

import re
from collections.abc import Iterable

from monitor.core.secrecy import HIDDEN, SHORTEST_GUESSED, looks_secret

__all__ = ["one_line", "redact", "scrub"]

_USERINFO = re.compile(r"(//)[^/?#]*@")
_QUERY_PAIR = re.compile(r"(?<=[?&;#])([^=&;#?]*)=([^&;#]*)")
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?")
_OPAQUE = re.compile(r"[0-9a-fA-F-]{24,}|[\w-]{24,}")


def redact(url: str) -> str:
    """The address as it may be shown: user, password, secret parameters and keys in the path replaced by "…".

    Takes any text, also such as is no address.
    """
    shown = _USERINFO.sub(rf"\1{HIDDEN}@", url)
    shown = _QUERY_PAIR.sub(_hide_value, shown)
    path, mark, rest = shown.partition("?")
    scheme, slashes, way = path.rpartition("://")
    host, *segments = way.split("/")
    hidden = [HIDDEN if _is_opaque(segment) else segment for segment in segments]
    return _JWT.sub(HIDDEN, scheme + slashes + "/".join([host, *hidden]) + mark + rest)


def scrub(text: str, secrets: Iterable[str]) -> str:
    """`text` with each of `secrets` replaced by "…", for what a server says back."""
    for secret in sorted({*secrets}, key=len, reverse=True):
        if len(secret) >= SHORTEST_GUESSED:
            text = text.replace(secret, HIDDEN)
    return text


def one_line(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, its white space made single spaces and what cannot be printed dots."""
    line = " ".join(text[: 4 * limit].split())
    line = line if line.isprintable() else "".join(char if char.isprintable() else "·" for char in line)
    return line if len(line) <= limit else line[:limit] + "…"


def _hide_value(pair: re.Match[str]) -> str:
    name, value = pair.groups()
    return f"{name}={HIDDEN if value and looks_secret(name) else value}"


def _is_opaque(segment: str) -> bool:
    """Whether a path segment is a key (as RPC hosts and listen-key streams have them) rather than a word."""
    if not _OPAQUE.fullmatch(segment):
        return False
    digits = sum(char.isdigit() for char in segment)
    return digits >= 4 and any(char.isalpha() for char in segment)
