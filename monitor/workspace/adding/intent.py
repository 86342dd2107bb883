"""What the text in the address field is meant to be, while it is typed."""

from enum import Enum

from monitor.core.errors import AddressError
from monitor.feed.profiles.targets import TargetKind, kind_of
from monitor.net import address

__all__ = ["Intent", "address_slip", "intent_of"]


class Intent(Enum):
    """An address may be tried as it stands; a name looks something up in the catalogue."""

    NOTHING = "nothing"
    NAME = "name"
    PERHAPS = "name or address"
    ADDRESS = "address"


def intent_of(text: str) -> Intent:
    """What the text is meant to be."""
    if not text.strip():
        return Intent.NOTHING
    kind = kind_of(text.strip())
    if kind is TargetKind.ADDRESS:
        return Intent.ADDRESS
    return Intent.PERHAPS if kind is TargetKind.NAME_OR_ADDRESS else Intent.NAME


def address_slip(text: str) -> str:
    """What is wrong with an address, and what to do about it; "" when nothing."""
    try:
        address.parse(text)
    except AddressError as error:
        words = str(error)
        return f"{words[:1].upper()}{words[1:]}"
    return ""
