"""Signatures, digests and tokens, worked out apart; keys that are none are told with what to do."""

import base64
import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import ProfileError
from monitor.engine.login.signing import worked_out
from monitor.feed.login_rules.base import Algorithm
from monitor.feed.login_rules.rule import SigningStep
from monitor.feed.login_rules.signing import HashStep, HmacStep, JwtStep

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
ALGORITHMS: list[Algorithm] = ["sha256", "sha384", "sha512"]


def value(step: SigningStep) -> str:
    return worked_out(step, wall=1000.0, key="login[0]")[0]


@given(TEXTS, TEXTS.filter(bool), st.sampled_from(ALGORITHMS))
def test_a_signature_is_that_of_the_standard_library(message: str, secret: str, algorithm: Algorithm) -> None:
    expected = hmac.new(secret.encode(), message.encode(), algorithm).digest()
    step = HmacStep(message=message, secret=secret, algorithm=algorithm)
    assert value(step) == expected.hex()
    for output, written in (("base64", base64.b64encode(expected)), ("base64url", base64.urlsafe_b64encode(expected))):
        told = HmacStep(message=message, secret=secret, algorithm=algorithm, output=output)  # type: ignore[arg-type]
        assert value(told) == written.decode().rstrip("=" if output == "base64url" else "")


@given(st.binary(max_size=40), st.binary(min_size=1, max_size=40), TEXTS)
def test_raw_bytes_and_secrets_in_hex_and_base64_come_through_unchanged(data: bytes, secret: bytes, text: str) -> None:
    raw = value(HashStep(message=data.hex(), output="raw"))
    expected = hmac.new(secret, text.encode() + hashlib.sha256(data.hex().encode()).digest(), "sha256").hexdigest()
    assert value(HmacStep(message=text + raw, secret=secret.hex(), secret_form="hex")) == expected
    encoded = base64.b64encode(secret).decode()
    assert value(HmacStep(message=text + raw, secret=encoded, secret_form="base64")) == expected


def parts(token: str) -> tuple[dict[str, object], dict[str, object], bytes]:
    head, body, signature = (base64.urlsafe_b64decode(part + "==") for part in token.split("."))
    return json.loads(head), json.loads(body), signature


def test_a_token_with_a_shared_key_has_what_was_claimed_and_ends() -> None:
    step = JwtStep(key="shared", algorithm="HS256", claims='{"a":[1]}', header='{"kid":"k"}', lifetime_seconds=60.0)
    token, lasts = worked_out(step, wall=1000.0, key="")
    head, claims, signature = parts(token)
    assert head == {"typ": "JWT", "alg": "HS256", "kid": "k"}
    assert claims == {"a": [1], "exp": 1060}
    assert lasts == 60.0
    assert signature == hmac.new(b"shared", token.rpartition(".")[0].encode(), "sha256").digest()


def test_an_end_that_the_claims_have_stays() -> None:
    token, lasts = worked_out(JwtStep(key="k", algorithm="HS256", claims='{"exp":1300}'), wall=1000.0, key="")
    assert parts(token)[1] == {"exp": 1300}
    assert lasts == 300.0


def test_an_edwards_key_signs_too_and_no_header_can_name_another_algorithm() -> None:
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    token = value(JwtStep(key=pem, algorithm="EdDSA", claims="{}", header='{"alg":"none"}'))
    head, _, signature = parts(token)
    assert head["alg"] == "EdDSA"
    private.public_key().verify(signature, token.rpartition(".")[0].encode())
    with pytest.raises(ProfileError, match=r"login\[0\].key: this key cannot sign with ES256"):
        value(JwtStep(key=pem, claims="{}"))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            HmacStep(message="", secret="no hex", secret_form="hex"),
            r"login\[0\].secret: this secret is not written in hex",
        ),
        (HmacStep(message="", secret="a", secret_form="base64"), "not written in base64"),
        (JwtStep(key="not a key", claims="{}"), r"login\[0\].key: this is no private key without a password"),
        (JwtStep(key="k", algorithm="HS256", claims="[1]"), r"login\[0\].claims: is no JSON object"),
        (JwtStep(key="k", algorithm="HS256", claims="{}", header="{"), r"login\[0\].header: is no JSON object"),
    ],
)
def test_what_cannot_be_read_is_told_without_its_value(step: SigningStep, words: str) -> None:
    with pytest.raises(ProfileError, match=words) as caught:
        value(step)
    assert "not a key" not in str(caught.value)
