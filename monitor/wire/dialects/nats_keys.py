"""NATS's nkeys: Ed25519 keys in base32, with a prefix for what they are and a checksum (nats-io/nkeys)."""

import base64
import binascii
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from monitor.core.errors import ProfileError

__all__ = ["NKey"]

_SEED: Final = 18 << 3
_USER: Final = 20 << 3
_SIZE: Final = 36


class NKey:
    """The key of a user, from its seed (SU…). Raises ProfileError for what is none; the text is not repeated."""

    def __init__(self, seed: str) -> None:
        try:
            raw = base64.b32decode(seed.strip() + "=" * (-len(seed.strip()) % 8))
        except (binascii.Error, ValueError):
            raise _unusable() from None
        whole = len(raw) == _SIZE and binascii.crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little")
        # The kind of key straddles the first two bytes.
        if not whole or raw[0] & 0xF8 != _SEED or (raw[0] & 7) << 5 | raw[1] >> 3 != _USER:
            raise _unusable()
        self._key = Ed25519PrivateKey.from_private_bytes(raw[2:-2])

    @property
    def public(self) -> str:
        """The key as the server knows it (U…)."""
        raw = bytes((_USER,)) + self._key.public_key().public_bytes_raw()
        checked = raw + binascii.crc_hqx(raw, 0).to_bytes(2, "little")
        return base64.b32encode(checked).decode().rstrip("=")

    def sign(self, nonce: bytes) -> str:
        """The signature of the server's nonce, as CONNECT wants it."""
        return base64.urlsafe_b64encode(self._key.sign(nonce)).decode().rstrip("=")


def _unusable() -> ProfileError:
    return ProfileError("this is no seed of a user's nkey, which begins with SU", key="dialect.seed")
