"""The parts of an address, or of a template of one, that a login can stand in."""

import re
from typing import NamedTuple

__all__ = ["AddressParts", "parts_of"]

_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*://)?(?:(?P<login>[^/?#]*)@)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)


class AddressParts(NamedTuple):
    """scheme: with its "://", or ""; login: what stands before the "@", None where there is none; rest: all else."""

    scheme: str
    login: str | None
    rest: str


def parts_of(address: str) -> AddressParts:
    """Any text has them."""
    found = _ADDRESS.fullmatch(address)
    assert found is not None
    return AddressParts(found["scheme"] or "", found["login"], found["rest"])
