"""Signatures, digests and JSON web tokens, worked out from steps whose texts are filled in."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from monitor.core.errors import ProfileError
from monitor.feed.login_rules.base import Output, SecretForm
from monitor.feed.login_rules.rule import SigningStep
from monitor.feed.login_rules.signing import HashStep, HmacStep, JwtStep

__all__ = ["worked_out"]


def worked_out(step: SigningStep, *, wall: float, key: str) -> tuple[str, float | None]:
    """What `step` yields, and for how many seconds it holds, None for ever. wall: seconds; key: the step's, for errors.

    Raises ProfileError for a secret or claims that cannot be read.
    """
    match step:
        case HmacStep():
            secret = _secret(step.secret, step.secret_form, key=f"{key}.secret")
            digest = hmac.new(secret, _bytes(step.message), step.algorithm).digest()
            return _WRITTEN[step.output](digest), None
        case HashStep():
            return _WRITTEN[step.output](hashlib.new(step.algorithm, _bytes(step.message)).digest()), None
        case JwtStep():
            return _jwt(step, wall=wall, key=key)


def _bytes(text: str) -> bytes:
    # Bytes that an earlier step has yielded raw stand in the text as surrogates.
    return text.encode("utf-8", "surrogateescape")


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


_WRITTEN: dict[Output, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "base64": lambda digest: base64.b64encode(digest).decode("ascii"),
    "base64url": _base64url,
    "raw": lambda digest: digest.decode("utf-8", "surrogateescape"),
}


def _secret(text: str, form: SecretForm, *, key: str) -> bytes:
    try:
        if form == "hex":
            return bytes.fromhex(text)
        return base64.b64decode(text, validate=True) if form == "base64" else text.encode()
    except ValueError:
        raise ProfileError(
            f"this secret is not written in {form}; copy it anew, or change `secret_form`", key=key
        ) from None


def _jwt(step: JwtStep, *, wall: float, key: str) -> tuple[str, float | None]:
    claims = _object(step.claims, key=f"{key}.claims")
    claims.setdefault("exp", int(wall + step.lifetime_seconds))
    header = {"typ": "JWT", **_object(step.header or "{}", key=f"{key}.header"), "alg": step.algorithm}
    body = f"{_base64url(msgspec.json.encode(header))}.{_base64url(msgspec.json.encode(claims))}"
    signature = _signed(step, body.encode("ascii"), key=f"{key}.key")
    expires = claims["exp"]
    seconds = float(expires) - wall if isinstance(expires, int | float) else step.lifetime_seconds
    return f"{body}.{_base64url(signature)}", seconds


def _object(text: str, *, key: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise ProfileError("is no JSON object once its values are filled in", key=key) from None


def _signed(step: JwtStep, body: bytes, *, key: str) -> bytes:
    if step.algorithm == "HS256":
        return hmac.new(step.key.encode(), body, "sha256").digest()
    private = _private_key(step.key, key=key)
    if step.algorithm == "ES256" and isinstance(private, EllipticCurvePrivateKey):
        if isinstance(private.curve, SECP256R1):
            # RFC 7518 section 3.4: both numbers in 32 bytes each, and not ASN.1.
            r, s = decode_dss_signature(private.sign(body, ECDSA(SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    elif step.algorithm == "EdDSA" and isinstance(private, Ed25519PrivateKey):
        return private.sign(body)
    raise ProfileError(
        f"this key cannot sign with {step.algorithm}; use the key that the server gave you for it", key=key
    )


def _private_key(text: str, *, key: str) -> Any:
    # In a variable of the environment, line breaks are often written as \n.
    pem = text.replace("\\n", "\n").encode()
    try:
        return load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        what = "this is no private key without a password; it must begin with -----BEGIN"
        raise ProfileError(f"{what} and hold its line breaks, or \\n in their place", key=key) from None
