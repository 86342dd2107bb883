"""Formulas written down, and read back one by one."""

import msgspec

from monitor.workspace.formulas.formula import Formula

__all__ = ["read_formulas"]


def read_formulas(data: bytes | msgspec.Raw) -> tuple[tuple[Formula, ...], int]:
    """The formulas in JSON, and how many could not be read; one that is damaged costs no other."""
    try:
        raws = msgspec.json.decode(data, type=tuple[msgspec.Raw, ...] | None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return (), 1
    formulas = []
    for raw in raws or ():
        try:
            formulas.append(msgspec.json.decode(raw, type=Formula))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    return tuple(formulas), len(raws or ()) - len(formulas)
