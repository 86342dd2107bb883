"""What every rule for a dialect has in common."""

from typing import Annotated, TypeAlias

import msgspec

__all__ = ["JsonList", "JsonObject", "Query", "Rule"]

JsonObject: TypeAlias = Annotated[str, msgspec.Meta(title="object")]
"""The text of a JSON object, or "" for none; held to it when a profile is read."""
JsonList: TypeAlias = Annotated[str, msgspec.Meta(title="array")]
"""The text of a JSON array."""
Query: TypeAlias = Annotated[str, msgspec.Meta(title="query")]
"""The text of a GraphQL operation; values inside its strings are escaped."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """Texts may hold the placeholders that `monitor.feed.templates` knows: ${variable}, ${env:NAME}, ${secret:NAME}.

    An item of a list that holds ${symbol} stands for one such item for each symbol of the profile.
    """
