"""What sounds like a secret, and what stands in its place where it may not show."""

import re

__all__ = ["HIDDEN", "SHORTEST_GUESSED", "looks_secret", "repeatable"]

HIDDEN = "…"

SHORTEST_GUESSED = 4
"""A shorter value that is only guessed to be secret would blot out innocent text."""

_SECRET_NAME = re.compile(
    r"token|secret|passw|passphrase|passcode|api[-_]?key|auth|signature|credential|jwt|session|cookie"
    r"|(?:^|[-_.])(?:key|sig|sign|sid|pass|pwd|code|seed)$|(?:access|client|listen|private|user)[-_]?key$"
    r"|(?-i:[a-z]Key$)",
    re.IGNORECASE,
)


def looks_secret(name: str) -> bool:
    """Whether a header, cookie, variable or query parameter of this name is likely to hold a secret."""
    return _SECRET_NAME.search(name) is not None


def repeatable(value: str) -> tuple[str, ...]:
    """A secret value and what of it a server may well repeat alone: the second word of "Bearer abc"."""
    return (value, *value.split()[1:])
