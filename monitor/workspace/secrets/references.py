"""References to secrets as a profile has them: "secret:NAME" of the keychain, "env:NAME" of the environment."""

import re

__all__ = ["ENVIRONMENT", "KEPT", "is_name", "kept", "name_of", "placeholder", "reference_in", "variable"]

KEPT = "secret"
ENVIRONMENT = "env"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")
_PLACEHOLDER = re.compile(r"\$\$|\$\{((?:env|secret):[A-Za-z_][A-Za-z0-9_]*)\}")


def is_name(text: str) -> bool:
    """Whether a secret can be called so."""
    return _NAME.fullmatch(text) is not None


def kept(name: str) -> str:
    """The reference to a secret in the keychain."""
    return f"{KEPT}:{name}"


def variable(name: str) -> str:
    """The reference to a variable of the environment."""
    return f"{ENVIRONMENT}:{name}"


def name_of(reference: str) -> str:
    """What a reference names."""
    return reference.partition(":")[2]


def placeholder(reference: str) -> str:
    """As it stands in a profile."""
    return f"${{{reference}}}"


def reference_in(text: str) -> str:
    """The first reference in a template, "" where there is none."""
    return next((found[1] for found in _PLACEHOLDER.finditer(text) if found[1]), "")
