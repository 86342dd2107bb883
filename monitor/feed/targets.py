"""What a user may mean who names a feed, as far as the text tells: an address, a profile file, or a name."""

import re
from enum import Enum
from urllib.parse import urlsplit

from monitor.feed.placeholders import escaped
from monitor.feed.profile import Profile

__all__ = ["TargetKind", "kind_of", "profile_at"]

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
    """A profile that connects to `address` and discovers what comes. It is called after the host."""
    # A pasted address is no template: its dollar signs are its own.
    return Profile(name=_host(address) or address, address=escaped(address), discover=True)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname}{port}" if parts.hostname else ""
