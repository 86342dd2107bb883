"""Steps that work a value out: signatures, digests and JSON web tokens."""

from typing import Literal

from monitor.feed.dialect_rules.base import JsonObject
from monitor.feed.login_rules.base import Algorithm, Output, SecretForm, Step

__all__ = ["HashStep", "HmacStep", "JwtStep"]


class HmacStep(Step, frozen=True, tag="hmac"):
    """The signature of `message` with `secret` (RFC 2104)."""

    message: str
    secret: str
    name: str = "signature"
    secret_form: SecretForm = "text"
    algorithm: Algorithm = "sha256"
    output: Output = "hex"


class HashStep(Step, frozen=True, tag="hash"):
    """The digest of `message`."""

    message: str
    name: str = "digest"
    algorithm: Algorithm = "sha256"
    output: Output = "hex"


class JwtStep(Step, frozen=True, tag="jwt"):
    """A JSON web token (RFC 7519), signed.

    key:              PEM for ES256 and EdDSA, a text for HS256.
    header, claims:   JSON objects as text. `alg` and `typ` are added, and `exp` where the claims have none.
    lifetime_seconds: from now to `exp`.
    renew:            have a new connection before that. Most servers look at the token only when it comes.
    """

    key: str
    claims: JsonObject
    name: str = "jwt"
    algorithm: Literal["ES256", "EdDSA", "HS256"] = "ES256"
    header: JsonObject = ""
    lifetime_seconds: float = 120.0
    renew: bool = False
