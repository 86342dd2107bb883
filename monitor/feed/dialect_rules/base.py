"""What every rule for a dialect has in common."""

import msgspec

__all__ = ["Rule"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """Texts may hold the placeholders that `monitor.feed.templates` knows: ${variable}, ${env:NAME}, ${symbol}."""
