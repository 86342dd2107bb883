"""A login for each venue, from its profile to what is said; signatures as published, or worked out apart."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from monitor.core.clock import ManualClock
from monitor.core.errors import Remedy
from monitor.engine.login.signing import worked_out
from monitor.engine.preparing import Prepared, prepare
from monitor.feed.login_rules.requests import HttpStep
from monitor.feed.login_rules.signing import HashStep, HmacStep
from monitor.feed.profile import Profile, Proxy
from monitor.feed.profiles.reading import load_profile
from monitor.feed.sources import Sources
from monitor.feed.texts import secrets_needed
from monitor.wire.dialects.base import Payloads
from monitor.wire.received import Received

FOLDER = Path(__file__).parents[3] / "logins"
WALL = 1_700_000_000.123
SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
KRAKEN = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="


def venue(name: str) -> Profile:
    return msgspec.structs.replace(load_profile(FOLDER / f"{name}.toml"), proxy=Proxy("none"))


async def ready(profile: Profile, **secrets: str) -> Prepared:
    """With a value of its own for everything that the profile refers to, unless one is given."""
    known = {
        each: secrets.get(each.partition(":")[2], each.partition(":")[2].lower()) for each in secrets_needed(profile)
    }
    return await prepare(profile, Sources(secrets=known), clock=ManualClock(wall=WALL), random=lambda: 0.5)


def opening(prepared: Prepared) -> list[Any]:
    """What is said before anything has come."""
    dialect = prepared.script.dialect
    said = [each.data for each in dialect.opened(now=0.0)]
    if dialect.ready:
        said += [each.encode() for each in prepared.script.opening]
    return [json.loads(each) for each in said]


def hear(prepared: Prepared, message: Any, *, now: float = 1.0) -> Payloads:
    return prepared.script.dialect.receive(Received([json.dumps(message).encode()]), now=now)


def replies(payloads: Payloads) -> list[Any]:
    return [json.loads(each.data) for each in payloads.replies]


def signed(message: str, secret: str = SECRET, kind: str = "sha256") -> hmac.HMAC:
    return hmac.new(secret.encode(), message.encode(), kind)


def local(profile: Profile, url: str) -> Profile:
    """The profile with its HTTP steps going to a server of the test."""
    steps = [
        msgspec.structs.replace(
            step, url=url + step.url.partition("//")[2].partition("/")[1] + step.url.split("/", 3)[3]
        )
        if isinstance(step, HttpStep)
        else step
        for step in profile.login
    ]
    return msgspec.structs.replace(profile, login=tuple(steps))


class Answers:
    """A web server that gives one answer to everything."""

    def __init__(self, answer: Callable[[web.Request], Any]) -> None:
        self._answer = answer
        self.requests: list[tuple[web.Request, str]] = []

    async def __aenter__(self) -> "Answers":
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        self.requests.append((request, await request.text()))
        return web.json_response(self._answer(request))


def test_the_published_example_of_binance_is_signed_as_published() -> None:
    message = (
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559"
    )
    value, _ = worked_out(HmacStep(message=message, secret=SECRET), wall=0.0, key="")
    assert value == "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"


def test_the_published_example_of_kraken_is_signed_as_published() -> None:
    data = "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
    inner, _ = worked_out(HashStep(message=f"1616492376594{data}", output="raw"), wall=0.0, key="")
    step = HmacStep(
        message=f"/0/private/AddOrder{inner}",
        secret=KRAKEN,
        secret_form="base64",
        algorithm="sha512",
        output="base64",
    )
    value, _ = worked_out(step, wall=0.0, key="")
    assert value == "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="


async def test_binance_subscribes_to_the_account_with_a_signature() -> None:
    prepared = await ready(venue("binance"), BINANCE_SECRET=SECRET)
    (request,) = opening(prepared)
    assert request["params"] == {
        "apiKey": "binance_key",
        "timestamp": 1_700_000_000_123,
        "signature": signed("apiKey=binance_key&timestamp=1700000000123").hexdigest(),
    }
    fault = hear(prepared, {"id": "log-in", "status": 401, "error": {"msg": "Invalid API-key"}}).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK


async def test_binance_gives_a_listen_key_that_goes_into_the_address_and_ends_after_an_hour() -> None:
    async with Answers(lambda request: {"listenKey": "pqia91ma19a5s61cv6a81va65sdf19v8"}) as server:
        prepared = await ready(local(venue("binance_listen_key"), server.url))
        request, _ = server.requests[0]
        assert (request.method, request.path) == ("POST", "/fapi/v1/listenKey")
        assert request.headers["X-MBX-APIKEY"] == "binance_key"
        assert prepared.endpoint.url.endswith("/ws/pqia91ma19a5s61cv6a81va65sdf19v8")
        assert prepared.expires == 1_000.0 + 3600.0


async def test_okx_logs_in_and_subscribes_only_once_it_is_let_in() -> None:
    prepared = await ready(venue("okx"), OKX_SECRET=SECRET)
    (request,) = opening(prepared)
    sign = base64.b64encode(signed("1700000000GET/users/self/verify").digest()).decode()
    assert request["args"] == [
        {"apiKey": "okx_key", "passphrase": "okx_passphrase", "timestamp": "1700000000", "sign": sign}
    ]
    assert not prepared.script.dialect.ready
    assert replies(hear(prepared, {"event": "channel-conn-count", "code": "0"})) == []
    accepted = hear(prepared, {"event": "login", "code": "0", "msg": ""})
    assert replies(accepted) == [{"op": "subscribe", "args": [{"channel": "account"}]}]
    assert len(accepted.messages) == 2
    assert prepared.script.dialect.ready


async def test_okx_that_says_no_is_told_in_its_words() -> None:
    prepared = await ready(venue("okx"))
    opening(prepared)
    fault = hear(prepared, {"event": "error", "code": "60009", "msg": "Login failed."}).fault
    assert fault is not None
    assert fault.what.startswith("the server has refused the login: ")
    assert "Login failed." in fault.what


async def test_bybit_signs_a_moment_that_is_still_to_come() -> None:
    prepared = await ready(venue("bybit"), BYBIT_SECRET=SECRET)
    (request,) = opening(prepared)
    assert request["args"] == ["bybit_key", 1_700_000_010_123, signed("GET/realtime1700000010123").hexdigest()]
    assert replies(hear(prepared, {"success": True, "op": "auth", "ret_msg": ""}))[0]["op"] == "subscribe"


async def test_coinbase_gets_a_token_that_its_public_key_verifies() -> None:
    private = generate_private_key(SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    prepared = await ready(venue("coinbase_advanced"), COINBASE_KEY=pem, COINBASE_KEY_NAME="organizations/1/apiKeys/2")
    first, second = opening(prepared)
    assert first["jwt"] == second["jwt"]
    head, body, signature = first["jwt"].split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    private.public_key().verify(der, f"{head}.{body}".encode(), ECDSA(SHA256()))
    assert json.loads(base64.urlsafe_b64decode(body + "==")) == {
        "sub": "organizations/1/apiKeys/2",
        "iss": "cdp",
        "nbf": 1_700_000_000,
        "exp": 1_700_000_120,
    }
    assert json.loads(base64.urlsafe_b64decode(head + "=="))["kid"] == "organizations/1/apiKeys/2"


async def test_kraken_gives_a_token_for_a_signed_request() -> None:
    async with Answers(lambda request: {"error": [], "result": {"token": "w-token", "expires": 900}}) as server:
        prepared = await ready(local(venue("kraken"), server.url), KRAKEN_SECRET=KRAKEN)
        request, body = server.requests[0]
        nonce = body.removeprefix("nonce=")
        inner = hashlib.sha256(f"{nonce}{body}".encode()).digest()
        expected = hmac.new(base64.b64decode(KRAKEN), b"/0/private/GetWebSocketsToken" + inner, "sha512").digest()
        assert request.headers["API-Sign"] == base64.b64encode(expected).decode()
        assert request.headers["API-Key"] == "kraken_key"
        assert [each["params"]["token"] for each in opening(prepared)] == ["w-token"]


@pytest.mark.parametrize(
    ("name", "greeting", "login", "welcome", "subscription"),
    [
        (
            "alpaca",
            [{"T": "success", "msg": "connected"}],
            {"action": "auth", "key": "alpaca_key", "secret": "alpaca_secret"},
            [{"T": "success", "msg": "authenticated"}],
            {"action": "subscribe", "trades": ["AAPL", "MSFT"]},
        ),
        (
            "massive",
            [{"ev": "status", "status": "connected", "message": "Connected Successfully"}],
            {"action": "auth", "params": "massive_key"},
            [{"ev": "status", "status": "auth_success"}],
            {"action": "subscribe", "params": "T.AAPL,AM.*"},
        ),
        (
            "home_assistant",
            {"type": "auth_required", "ha_version": "2026.1"},
            {"type": "auth", "access_token": "home_token"},
            {"type": "auth_ok"},
            {"id": 1, "type": "subscribe_events", "event_type": "state_changed"},
        ),
    ],
)
async def test_who_asks_first_is_answered_and_subscribed_to_once_it_agrees(
    name: str, greeting: Any, login: Any, welcome: Any, subscription: Any
) -> None:
    prepared = await ready(venue(name))
    assert opening(prepared) == []
    assert replies(hear(prepared, greeting)) == [login]
    assert not prepared.script.dialect.ready
    assert replies(hear(prepared, welcome)) == [subscription]
    assert prepared.script.dialect.ready


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("alpaca", [{"T": "error", "code": 402, "msg": "auth failed"}]),
        ("massive", [{"ev": "status", "status": "auth_failed"}]),
        ("home_assistant", {"type": "auth_invalid", "message": "Invalid access token"}),
        ("bybit", {"success": False, "op": "auth", "ret_msg": "10003: invalid apikey"}),
        ("bitfinex", {"event": "auth", "status": "FAILED", "msg": "apikey: invalid"}),
        ("deribit", {"id": 1, "error": {"code": 13004, "message": "invalid_credentials"}}),
    ],
)
async def test_who_says_no_has_the_user_asked(name: str, refusal: Any) -> None:
    prepared = await ready(venue(name))
    opening(prepared)
    fault = hear(prepared, refusal).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK


async def test_tibber_tells_where_its_socket_is() -> None:
    async with Answers(
        lambda _: {"data": {"viewer": {"websocketSubscriptionUrl": "wss://live.tibber.test/v1"}}}
    ) as server:
        prepared = await ready(local(venue("tibber"), server.url))
        request, body = server.requests[0]
        assert request.headers["Authorization"] == "Bearer tibber_token"
        assert json.loads(body) == {"query": "{viewer{websocketSubscriptionUrl}}"}
        assert prepared.endpoint.url == "wss://live.tibber.test/v1"
        assert opening(prepared) == [{"type": "connection_init", "payload": {"token": "tibber_token"}}]


async def test_obs_is_proven_that_the_password_is_known() -> None:
    prepared = await ready(venue("obs"), OBS_PASSWORD="supersecretpassword")
    assert opening(prepared) == []
    authentication = {
        "salt": "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=",
        "challenge": "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=",
    }
    (identify,) = replies(hear(prepared, {"op": 0, "d": {"rpcVersion": 1, "authentication": authentication}}))
    salted = base64.b64encode(hashlib.sha256(("supersecretpassword" + authentication["salt"]).encode()).digest())
    proof = base64.b64encode(hashlib.sha256(salted + authentication["challenge"].encode()).digest()).decode()
    assert identify["d"] == {"rpcVersion": 1, "authentication": proof, "eventSubscriptions": 65535}
    assert replies(hear(prepared, {"op": 2, "d": {"negotiatedRpcVersion": 1}}))[0]["op"] == 6


async def test_bitfinex_signs_its_nonce() -> None:
    (request,) = opening(await ready(venue("bitfinex"), BITFINEX_SECRET=SECRET))
    assert request["authPayload"] == f"AUTH{request['authNonce']}"
    assert request["authSig"] == signed(request["authPayload"], kind="sha384").hexdigest()


async def test_deribit_subscribes_to_raw_channels_once_it_has_given_a_token() -> None:
    prepared = await ready(venue("deribit"))
    (request,) = opening(prepared)
    assert request["params"]["client_secret"] == "deribit_secret"
    answer = {"jsonrpc": "2.0", "id": 1, "result": {"access_token": "a", "expires_in": 900}}
    assert replies(hear(prepared, answer))[0]["params"]["channels"] == ["ticker.BTC-PERPETUAL.raw"]


async def test_deribit_takes_a_signature_in_place_of_the_secret() -> None:
    (request,) = opening(await ready(venue("deribit_signature"), DERIBIT_SECRET=SECRET))
    told = request["params"]
    assert told["signature"] == signed(f"{told['timestamp']}\n{told['nonce']}\n").hexdigest()


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.toml")))
def test_no_profile_of_a_login_holds_a_secret(name: str) -> None:
    assert secrets_needed(venue(name))
