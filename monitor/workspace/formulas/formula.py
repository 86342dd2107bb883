"""A formula the user has defined, as data."""

import msgspec

__all__ = ["Formula"]


class Formula(msgspec.Struct, frozen=True, omit_defaults=True):
    """text: with all names of its series written out. unit: of its values, "" for none."""

    name: str
    text: str
    unit: str = ""
