"""A dialect's rule with its texts filled in."""

from typing import cast

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.encoding import Encode
from monitor.feed.filling import filled
from monitor.feed.lookup import Lookup
from monitor.feed.placeholders import fill
from monitor.feed.profile import Profile
from monitor.feed.profiles.lines import KeyPath, dotted
from monitor.feed.sources import Sources

__all__ = ["render_dialect"]


def render_dialect(profile: Profile, sources: Sources) -> DialectRule | None:
    """The rule with every `${…}` filled in; values are escaped where the text is JSON. Raises ProfileError.

    An item of a list that holds `${symbol}` becomes one for each symbol.
    """

    def fill_text(text: str, path: KeyPath, /, *, encode: Encode, **given: str) -> str:
        return fill(text, Lookup(profile, sources, key=dotted(path), **given), encode=encode)

    rule = filled(profile.dialect, DialectRule, ("dialect",), fill_text=fill_text, symbols=profile.symbols)
    return cast(DialectRule | None, rule)
