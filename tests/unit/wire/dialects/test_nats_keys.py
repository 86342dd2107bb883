"""NATS's nkeys."""

import base64
import binascii

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from monitor.core.errors import ProfileError
from monitor.wire.dialects.nats_keys import NKey

RAW = bytes(range(32))


def seed(kind: int = 20 << 3, *, spoil: int = 0) -> str:
    """A seed as the specification says it is made."""
    head = bytes(((18 << 3) | kind >> 5, (kind & 31) << 3))
    checksum = binascii.crc_hqx(head + RAW, 0) ^ spoil
    return base64.b32encode(head + RAW + checksum.to_bytes(2, "little")).decode().rstrip("=")


def test_a_seed_and_its_key_begin_as_those_of_users_do():
    assert seed().startswith("SU")
    assert NKey(f" {seed()}\n").public.startswith("U")
    assert len(NKey(seed()).public) == 56


def test_the_signature_is_that_of_the_key():
    signature = NKey(seed()).sign(b"nonce")
    raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    Ed25519PrivateKey.from_private_bytes(RAW).public_key().verify(raw, b"nonce")


@pytest.mark.parametrize("text", ["", "SU", "hello", "é", seed(spoil=1), seed(0), seed()[:-4]])
def test_what_is_no_seed_is_told_without_repeating_it(text):
    with pytest.raises(ProfileError, match="no seed") as told:
        NKey(text)
    assert told.value.key == "dialect.seed"
    assert not text or text not in str(told.value) or text == "SU"
