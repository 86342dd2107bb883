"""What a user may mean who names a feed, as far as the text tells: an address, a profile file, or a name."""

import re
from enum import Enum
from urllib.parse import urlsplit

from monitor.feed.placeholders import escaped
from monitor.feed.profile import Profile

__all__ = ["TargetKind", "kind_of", "profile_at"]

_MOST_OF_PATH = 40
_ADDRESS = re.compile(r"\S*[.:/]\S*|localhost")


class TargetKind(Enum):
    """What a target is, as far as its text tells."""

    ADDRESS = "address"
    FILE = "file"
    NAME = "name"
    NAME_OR_ADDRESS = "name or address"
    """It could be an address without its scheme; a profile of that name comes first."""


def kind_of(target: str) -> TargetKind:
    """What kind of target `target` is. Looks at nothing but the text."""
    if "://" in target:
        return TargetKind.ADDRESS
    if target.lower().endswith(".toml"):
        return TargetKind.FILE
    return TargetKind.NAME_OR_ADDRESS if _ADDRESS.fullmatch(target) else TargetKind.NAME


def profile_at(address: str) -> Profile:
    """A profile that connects to `address`, recognises what is spoken there and discovers what comes.

    It is called after host and end of the path.
    """
    # A pasted address is no template: its dollar signs are its own.
    return Profile(name=_called(address) or address, address=escaped(address), discover=True, recognise=True)


def _called(address: str) -> str:
    """Such as "example.net stream" for wss://example.net/v2/stream?key=…: two paths of a host must look apart."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    last = parts.path.rstrip("/").rpartition("/")[2][:_MOST_OF_PATH]
    return f"{parts.hostname}{port} {last}".rstrip()
