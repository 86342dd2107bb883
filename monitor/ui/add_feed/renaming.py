"""Giving a profile another name, as a change."""

from functools import partial

import msgspec

from monitor.feed.profile import Profile
from monitor.ui.add_feed.section import Change

__all__ = ["renamed"]


def renamed(name: str) -> Change:
    """The change that calls a profile `name`."""
    return partial(_renamed, name)


def _renamed(name: str, profile: Profile) -> Profile:
    return msgspec.structs.replace(profile, name=name)
