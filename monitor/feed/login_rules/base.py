"""What every step of a login has in common."""

from typing import Annotated, Literal, TypeAlias

import msgspec

__all__ = ["Address", "Algorithm", "Output", "SecretForm", "Step"]

Address: TypeAlias = Annotated[str, msgspec.Meta(title="address")]
"""An http or https address; values filled in are percent-encoded."""
Algorithm: TypeAlias = Literal["sha256", "sha384", "sha512"]
Output: TypeAlias = Literal["hex", "base64", "base64url", "raw"]
"""How a digest is written. "raw" is its bytes, of use in the `message` of a further step alone."""
SecretForm: TypeAlias = Literal["text", "hex", "base64"]
"""What a secret is written as; its bytes are what signs."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """Texts may hold what those of the connection may, and what the steps before have yielded."""
