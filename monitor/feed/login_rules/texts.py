"""A step of a login with its texts filled in."""

from typing import TypeVar

from monitor.feed.encoding import Encode
from monitor.feed.filling import filled
from monitor.feed.login_rules.rule import LoginStep
from monitor.feed.lookup import Lookup
from monitor.feed.placeholders import fill
from monitor.feed.profile import Profile
from monitor.feed.profiles.lines import KeyPath, dotted
from monitor.feed.sources import Sources

__all__ = ["render_step"]

T = TypeVar("T", bound=LoginStep)


def render_step(step: T, profile: Profile, sources: Sources, *, path: KeyPath) -> T:
    """`step`, which stands at `path`, with every `${…}` filled in and encoded for its field. Raises ProfileError."""

    def fill_text(text: str, at: KeyPath, /, *, encode: Encode, **given: str) -> str:
        return fill(text, Lookup(profile, sources, key=dotted(at), **given), encode=encode)

    rendered = filled(step, type(step), path, fill_text=fill_text)
    assert isinstance(rendered, type(step))
    return rendered
