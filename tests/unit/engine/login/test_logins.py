"""Whole logins against real servers on loopback: right and wrong, fresh for each connection, renewed in time."""

import base64
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.feed.login_rules.signing import JwtStep
from monitor.feed.profile import Answer, Limits, Profile, Send, Tls
from tests.helpers.certificates import Authority
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer, Visit
from tests.helpers.login_server import PASSWORD, USER, LoginServer

ENVIRONMENT = {"CLIENT": USER, "SECRET": PASSWORD, "KEY": PASSWORD.encode().hex()}


class Guarded(LiveServer):
    """Lets in who has one of `good` in the Authorization header; who says no more than `refusals` times no."""

    def __init__(self, good: list[str], **options: Any) -> None:
        super().__init__(process_request=self._look, **options)
        self.good = good
        self.refused = 0
        self.asked: list[str] = []

    def _look(self, socket: ServerConnection, request: Request) -> Response | None:
        self.asked.append(request.headers.get("Authorization", ""))
        if self.asked[-1].removeprefix("Bearer ") in self.good:
            return None
        self.refused += 1
        return socket.respond(HTTPStatus.UNAUTHORIZED, f"bad token {self.asked[-1]}")


def oauth(login: LoginServer, **more: Any) -> OAuth2Step:
    given = {"client_id": "${env:CLIENT}", "client_secret": "${env:SECRET}", **more}
    return OAuth2Step(url=f"{login.url}/token", **given)


def with_token(server: LiveServer, login: LoginServer, **more: Any) -> Profile:
    return profile_for(server.url, login=(oauth(login, **more),), headers={"Authorization": "Bearer ${access_token}"})


async def detail_of(talk: Talk, state: FeedState) -> tuple[str, str]:
    await talk.state(state)
    status = talk.status()
    assert status is not None
    return status.detail, status.advice


async def test_a_token_is_fetched_and_used_and_fetched_anew_for_the_next_connection() -> None:
    async with (
        LoginServer() as login,
        Guarded(login.tokens) as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        talk.host.send(OpenFeed("feed", with_token(server, login)))
        visit = await server.visit()
        await visit.say('{"k":"A","p":1}')
        await talk.until(lambda: talk.prices() == [1.0])
        visit.cut()
        await server.visit(1)
        assert server.asked == [f"Bearer {token}" for token in login.tokens]
        assert len(set(login.tokens)) == 2


@pytest.mark.parametrize("client", ["basic", "body"])
async def test_the_credentials_go_into_a_header_or_among_the_fields(client: str) -> None:
    async with (
        LoginServer() as login,
        Guarded(login.tokens) as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        talk.host.send(OpenFeed("feed", with_token(server, login, client=client, scope="read all", audience="a")))
        await server.visit()
        assert ("client_secret" in login.bodies[0]) == (client == "body")
        assert "scope=read+all&audience=a" in login.bodies[0]


async def test_a_wrong_secret_is_tried_once_more_and_then_needs_the_user() -> None:
    wrong = {**ENVIRONMENT, "SECRET": "wrong-4711"}
    async with LoginServer() as login, Guarded(login.tokens) as server, hosting("inline", environment=wrong) as talk:
        talk.host.send(OpenFeed("feed", with_token(server, login)))
        detail, advice = await detail_of(talk, FeedState.NEEDS_ATTENTION)
        assert detail == f"the login failed: 127.0.0.1:{login.port} refuses it: invalid_client"
        assert advice == "Check the secrets that this feed uses, and what they are allowed"
        assert len(login.bodies) == 2
        assert server.asked == []


async def test_a_token_that_the_handshake_refuses_is_replaced_once() -> None:
    async with LoginServer() as login, Guarded([]) as server, hosting("inline", environment=ENVIRONMENT) as talk:
        server.good = ["token-1-abcdef"]
        talk.host.send(OpenFeed("feed", with_token(server, login)))
        await server.visit()
        assert server.asked == ["Bearer token-0-abcdef", "Bearer token-1-abcdef"]


async def test_a_handshake_that_goes_on_refusing_needs_the_user_and_shows_no_token() -> None:
    async with LoginServer() as login, Guarded([]) as server, hosting("inline", environment=ENVIRONMENT) as talk:
        talk.host.send(OpenFeed("feed", with_token(server, login)))
        detail, _ = await detail_of(talk, FeedState.NEEDS_ATTENTION)
        assert detail == f"127.0.0.1:{server.port} wants a login (401): bad token …"
        assert server.refused == 2
        assert all(token not in str(talk.messages) for token in login.tokens)


async def test_a_login_that_is_asked_to_wait_waits_as_long_as_it_is_told() -> None:
    async with (
        LoginServer() as login,
        Guarded(login.tokens) as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        login.refusals.append(web.Response(status=429, headers={"Retry-After": "77"}))
        talk.host.send(OpenFeed("feed", with_token(server, login)))
        detail, _ = await detail_of(talk, FeedState.WAITING)
        status = talk.status()
        assert status is not None
        assert status.retry_at is not None
        assert detail.startswith(
            f"the login failed: 127.0.0.1:{login.port} says that these are too many requests (429)"
        )
        assert 60 < status.retry_at - status.since < 80


async def test_a_session_by_form_is_handed_to_the_handshake_with_all_its_cookies() -> None:
    step = HttpStep(
        url="http://x/",
        form={"user": "${env:CLIENT}", "password": "${env:SECRET}"},
        values={"who": "data.user"},
        from_headers={"csrf": "X-Csrf"},
        from_cookies={"sid": "sid"},
        cookies=True,
    )
    async with LoginServer() as login, LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        url = f"{login.url}/login"
        profile = profile_for(
            f"{server.url}?u=${{who}}",
            login=(HttpStep(url, **{f: getattr(step, f) for f in step.__struct_fields__ if f != "url"}),),
            headers={"X-Csrf": "${csrf}"},
            cookies={"own": "${sid}"},
        )
        talk.host.send(OpenFeed("feed", profile))
        visit = await server.visit()
        request = visit.socket.request
        assert request is not None
        assert request.path == f"/?u={USER}"
        assert request.headers["X-Csrf"] == "csrf-abcdef"
        cookies = set(request.headers["Cookie"].split("; "))
        assert cookies == {"sid=session-0-abcdef", "csrf=csrf-cookie", "own=session-0-abcdef"}


async def test_a_refusal_with_status_200_is_told_in_the_words_of_the_server() -> None:
    step_of = {"headers": {"X-Api-Key": "wrong"}, "values": {"token": "result.token"}}
    async with LoginServer() as login, LiveServer() as server, hosting("inline") as talk:
        step = HttpStep(f"{login.url}/ticket", **step_of)  # type: ignore[arg-type]
        talk.host.send(OpenFeed("feed", profile_for(server.url, login=(step,))))
        detail, _ = await detail_of(talk, FeedState.NEEDS_ATTENTION)
        assert detail == f"the login failed: 127.0.0.1:{login.port} refuses it: EAPI:Invalid key"


async def test_a_login_is_not_carried_to_another_server() -> None:
    async with LoginServer() as login, LiveServer() as server, hosting("inline") as talk:
        step = HttpStep(f"{login.url}/elsewhere", values={"token": "t"})
        talk.host.send(OpenFeed("feed", profile_for(server.url, login=(step,))))
        detail, _ = await detail_of(talk, FeedState.NEEDS_ATTENTION)
        assert detail.endswith("points to another server, http://127.0.0.1:1")


async def test_a_connection_is_renewed_before_its_token_ends_and_no_row_is_lost() -> None:
    async with (
        LoginServer(expires_in=2.5) as login,
        Guarded(login.tokens) as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        talk.host.send(OpenFeed("feed", with_token(server, login)))
        first = await server.visit()
        await first.say('{"k":"A","p":1}')
        await talk.until(lambda: talk.prices() == [1.0])
        second = await server.visit(1)
        assert not first.over.is_set()
        await first.say('{"k":"A","p":2}')
        await second.say('{"k":"A","p":3}')
        await talk.until(lambda: sorted(talk.prices()) == [1.0, 2.0, 3.0])
        await server.until(first.over.is_set)
        assert server.asked == ["Bearer token-0-abcdef", "Bearer token-1-abcdef"]
        assert talk.gaps() == []


async def test_a_signed_token_is_one_that_the_server_can_verify() -> None:
    private = generate_private_key(SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    claims = '{"sub": "${env:CLIENT}", "iss": "cdp", "nbf": ${timestamp}}'
    step = JwtStep(key="${secret:PEM}", claims=claims, header='{"kid": "${env:CLIENT}", "nonce": "${uuid}"}')
    async with LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        profile = profile_for(server.url, login=(step,), send=(Send('{"jwt":"${jwt}"}'),))
        # Line breaks written as two characters, as variables of the environment often have them.
        talk.host.send(OpenFeed("feed", profile, secrets={"secret:PEM": pem.replace("\n", "\\n")}))
        (said,) = await server.heard(1)
        head, body, signature = json.loads(said)["jwt"].split(".")
        raw = base64.urlsafe_b64decode(signature + "==")
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        private.public_key().verify(encode_dss_signature(r, s), f"{head}.{body}".encode(), ECDSA(SHA256()))
        told = json.loads(base64.urlsafe_b64decode(body + "=="))
        assert (told["sub"], told["iss"], told["exp"] - told["nbf"]) == (USER, "cdp", 120)
        assert json.loads(base64.urlsafe_b64decode(head + "=="))["alg"] == "ES256"


async def test_the_login_goes_by_the_certificates_of_its_feed(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    certificate, key = authority.client_files(tmp_path)
    tls = Tls(ca=str(authority.file), certificate=certificate, key=key)
    async with (
        LoginServer(tls=authority.asking()) as login,
        Guarded(login.tokens, ssl=authority.asking()) as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        profile = profile_for(
            f"wss://127.0.0.1:{server.port}/",
            login=(oauth(login),),
            headers={"Authorization": "Bearer ${access_token}"},
            tls=tls,
        )
        talk.host.send(OpenFeed("feed", profile))
        visit = await server.visit()
        await visit.say('{"k":"A","p":1}')
        await talk.until(lambda: talk.prices() == [1.0])


async def welcome(server: LiveServer, index: int) -> Visit:
    """Play the server that asks first, until the client has subscribed."""
    visit = await server.visit(index)
    await visit.say('{"type":"auth_required"}')
    await server.heard(1, visit=index)
    await visit.say('{"type":"auth_ok"}')
    await server.heard(2, visit=index)
    return visit


def challenged(server: LiveServer, login: LoginServer) -> Profile:
    return profile_for(
        server.url,
        login=(oauth(login),),
        answer=(Answer({"type": "auth_required"}, '{"token":"${access_token}"}'),),
        send=(Send('{"subscribe":"all"}', when={"type": "auth_ok"}),),
        refused=({"type": "auth_invalid"},),
    )


async def test_a_connection_that_stands_by_answers_its_challenge_and_subscribes_before_the_other_goes() -> None:
    async with (
        LoginServer(expires_in=2.5) as login,
        LiveServer() as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        talk.host.send(OpenFeed("feed", challenged(server, login)))
        first = await welcome(server, 0)
        await first.say('{"k":"A","p":1}')
        await talk.until(lambda: talk.prices() == [1.0])
        second = await server.visit(1)
        await second.say('{"type":"auth_required"}')
        await server.heard(1, visit=1)
        await first.say('{"k":"A","p":2}')
        await second.say('{"type":"auth_ok"}')
        assert await server.heard(2, visit=1) == ['{"token":"token-1-abcdef"}', '{"subscribe":"all"}']
        assert not first.over.is_set()
        await second.say('{"k":"A","p":3}')
        await talk.until(lambda: sorted(talk.prices()) == [1.0, 2.0, 3.0])
        await server.until(first.over.is_set)
        assert talk.gaps() == []
        assert talk.counts().unmatched == 0


async def test_a_refusal_in_a_message_is_tried_once_more_with_a_fresh_token() -> None:
    async with LoginServer() as login, LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        talk.host.send(OpenFeed("feed", challenged(server, login)))
        for index in range(2):
            visit = await server.visit(index)
            await visit.say('{"type":"auth_required"}')
            assert await server.heard(1, visit=index) == [f'{{"token":"{login.tokens[index]}"}}']
            await visit.say(f'{{"type":"auth_invalid","why":"no {login.tokens[index]}"}}')
        detail, advice = await detail_of(talk, FeedState.NEEDS_ATTENTION)
        assert detail == 'the server has refused the login: {"type":"auth_invalid","why":"no …"}'
        assert advice == "Check the secrets that this feed uses, and what they are allowed"


async def test_what_is_waited_for_in_vain_is_told_and_tried_again() -> None:
    async with LoginServer() as login, LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        profile = msgspec.structs.replace(challenged(server, login), limits=Limits(connect_seconds=1.0))
        talk.host.send(OpenFeed("feed", profile))
        await server.visit(1)
        await talk.until(lambda: "waits for" in str(talk.messages))
        assert "the message that send[0] waits for has not come within 1 s" in str(talk.messages)
