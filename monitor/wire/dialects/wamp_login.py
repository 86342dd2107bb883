"""How a WAMP client proves who it is: the answer to a router's CHALLENGE."""

import base64
import hashlib
import hmac
from typing import Any, Final, Literal

__all__ = ["LoginMethod", "answer"]

LoginMethod = Literal["", "anonymous", "ticket", "wampcra"]

_MOST_ROUNDS: Final = 100_000
_LONGEST_KEY: Final = 256


def answer(method: LoginMethod, secret: str, extra: dict[str, Any]) -> str | None:
    """The signature to send; None for a challenge that this method cannot answer.

    A ticket is the secret itself. WAMP-CRA signs the challenge with HMAC-SHA256, in base64, after PBKDF2 where the
    router keeps secrets salted. Derivations that would take longer than a moment are refused.
    """
    if method == "ticket":
        return secret
    challenge = extra.get("challenge")
    if method != "wampcra" or not isinstance(challenge, str):
        return None
    key = _derived(secret.encode(errors="replace"), extra) if extra.get("salt") else secret.encode(errors="replace")
    if key is None:
        return None
    signature = hmac.new(key, challenge.encode(errors="replace"), hashlib.sha256).digest()
    return base64.b64encode(signature).decode("ascii")


def _derived(secret: bytes, extra: dict[str, Any]) -> bytes | None:
    salt, rounds, length = extra["salt"], extra.get("iterations", 1000), extra.get("keylen", 32)
    if not isinstance(salt, str) or not _within(rounds, _MOST_ROUNDS) or not _within(length, _LONGEST_KEY):
        return None
    # The derived key is used as its base64 text.
    return base64.b64encode(hashlib.pbkdf2_hmac("sha256", secret, salt.encode(errors="replace"), rounds, length))


def _within(number: Any, most: int) -> bool:
    return type(number) is int and 1 <= number <= most
