"""No secret, and nothing made of one, in anything that is told: messages, logs, errors, reprs, what was sent, files.

The servers repeat whatever they are told, as rude ones do.
"""

import base64
import json
import logging
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote, quote_plus

import msgspec
import pytest
from aiohttp import web
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from monitor.core.clock import SystemClock
from monitor.core.errors import FeedscopeError
from monitor.core.state import FeedState
from monitor.engine.commands import ChangeFeed, OpenFeed, WatchRaw
from monitor.engine.messages import RawMessages
from monitor.engine.preparing import prepare
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.feed.login_rules.signing import HashStep, HmacStep, JwtStep
from monitor.feed.profile import Answer, Every, Profile, Send, as_plain
from monitor.feed.profiles.writing import dump_profile
from monitor.feed.sources import Sources
from tests.helpers.hosting import Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer
from tests.helpers.login_server import PASSWORD, USER, LoginServer

SECRETS = {
    "secret:PASSWORD": PASSWORD,
    "secret:KEY": 'k"ey/&\\4711 ü?=',
    "secret:ADDRESS": "a:d@dress#4711",
    "env:HEADER": "h-eader-4711",
}
ENVIRONMENT = {"QUERY": "q uery&4711"}


def profile_of(server: LiveServer, login: LoginServer, **more: object) -> Profile:
    return profile_for(
        server.url.replace("ws://", "ws://me:${secret:ADDRESS}@") + "stream?key=${env:QUERY}&t=${access_token}",
        login=(
            OAuth2Step(url=f"{login.url}/token", client_id=USER, client_secret="${secret:PASSWORD}"),
            HttpStep(f"{login.url}/login", form={"user": USER, "password": "${secret:PASSWORD}"}, cookies=True),
            HmacStep(message="${timestamp:us}", secret="${secret:KEY}"),
            HmacStep(message="m", secret="${secret:KEY}", output="base64", name="signed"),
            JwtStep(key="${secret:KEY}", algorithm="HS256", claims='{"sub":"me"}'),
        ),
        headers={"X-Key": "${env:HEADER}", "X-Sign": "${signature}"},
        cookies={"own": "${signed}"},
        send=(
            Send('{"key":"${secret:KEY}","nested":"{\\"t\\":\\"${access_token}\\",\\"k\\":\\"${secret:KEY}\\"}"}'),
            Send("${jwt} ${signature} ${signed}"),
            Send('{"go":"${access_token}"}', when={"type": "in"}),
        ),
        every=(Every('{"again":"${secret:KEY}"}', 0.05),),
        answer=(
            Answer(
                {"type": "challenge"},
                '{"proof":"${digest}","key":"${secret:KEY}"}',
                login=(HashStep(message="${salt}${secret:KEY}"),),
            ),
        ),
        **more,
    )


def forms(value: str) -> Iterator[str]:
    yield from (value, quote(value, safe=""), quote(value), quote_plus(value))
    yield from (json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1], repr(value)[1:-1])
    yield from (json.dumps(json.dumps(value))[3:-3], base64.b64encode(value.encode()).decode())


def all_secrets(login: LoginServer, heard: list[str | bytes]) -> set[str]:
    """Everything that must not show: what the profile refers to, and all that was made of it."""
    found = {*SECRETS.values(), *ENVIRONMENT.values(), *login.tokens, *login.sessions}
    for basic in (f"{quote(USER)}:{quote(PASSWORD, safe='')}", f"me:{SECRETS['secret:ADDRESS']}"):
        found.add(base64.b64encode(basic.encode()).decode())
    said = next((str(each) for each in heard if str(each).count(".") == 2 and str(each).count(" ") == 2), "")
    found |= {*said.split(), *said.partition(" ")[0].split(".")[2:]}
    found |= {json.loads(each)["proof"] for each in heard if str(each).startswith('{"proof"')}
    return found - {""}


def assert_silent(texts: list[str], secrets: set[str]) -> None:
    for text in texts:
        for secret in secrets:
            for form in forms(secret):
                assert form not in text, f"{secret!r} as {form!r} in {text[:300]!r}"


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What is in the logs of every library but those that the servers of the test are made with."""
    ours = [each for each in caplog.records if not each.name.startswith(("websockets", "aiohttp"))]
    assert ours
    return [f"{each.getMessage()} {each.exc_text}" for each in ours]


def told(talk: Talk) -> list[str]:
    """All that the engine has said but what it has received as it came."""
    texts = [str(each) for each in talk.messages if not isinstance(each, RawMessages)]
    for each in talk.of(RawMessages):
        texts += [each.payloads[at].decode() for at in each.outgoing]
    return texts


async def test_neither_a_good_login_nor_its_end_tells_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with LoginServer() as login, LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        profile = profile_of(server, login, refused=({"type": "no"},))
        order = OpenFeed("feed", profile, secrets=SECRETS)
        talk.host.send(order)
        talk.host.send(WatchRaw("feed", on=True))
        visit = await server.visit()
        await visit.say('{"type":"challenge","salt":"s"}', '{"type":"in"}')
        await server.until(lambda: len(visit.heard) >= 6)
        await talk.until(lambda: sum(len(each.outgoing) for each in talk.of(RawMessages)) >= 6)
        secrets = all_secrets(login, visit.heard)
        assert len(secrets) >= 14
        everything = " ".join(map(str, visit.heard))
        await visit.say(json.dumps({"type": "no", "echo": everything}), json.dumps({"type": "no", "echo": "x"}))
        await talk.until(lambda: "refused the login" in str(talk.status()))
        changed = ChangeFeed("feed", profile, secrets=SECRETS)
        files = [dump_profile(profile), json.dumps(as_plain(profile)), msgspec.json.encode(profile).decode()]
        assert_silent([*told(talk), *files, repr(order), repr(changed), *logged(caplog)], secrets)
        assert any("…" in text for text in told(talk))


async def test_a_refused_handshake_tells_no_secret_however_it_is_echoed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def refuse(socket: ServerConnection, request: Request) -> Response:
        # Header by header, because an answer is shown only in part.
        lines = [request.path, *(f"{name}: {value}" for name, value in request.headers.raw_items())]
        echoed.append(lines)
        return socket.respond(HTTPStatus.FORBIDDEN, lines[len(echoed) % len(lines)])

    echoed: list[list[str]] = []
    async with (
        LoginServer() as login,
        LiveServer(process_request=refuse) as server,
        hosting("inline", environment=ENVIRONMENT) as talk,
    ):
        profile = profile_of(server, login)
        for count in range(1, 9):
            talk.host.send(OpenFeed(f"feed {count}", profile, secrets=SECRETS))
            await talk.state(FeedState.NEEDS_ATTENTION, f"feed {count}")
        assert len(echoed) == 16
        sent = {line.partition(": ")[2] for line in echoed[0] if line.startswith("X-Sign")}
        assert_silent([*told(talk), *logged(caplog)], all_secrets(login, []) | sent)


@pytest.mark.parametrize("status", [400, 401, 500])
async def test_a_refused_login_tells_no_secret(status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with LoginServer() as login, LiveServer() as server, hosting("inline", environment=ENVIRONMENT) as talk:
        basic = base64.b64encode(f"{quote(USER)}:{quote(PASSWORD, safe='')}".encode()).decode()
        words = f"no such login: {basic} {PASSWORD} {quote_plus(PASSWORD)}"
        for _ in range(2):
            login.refusals.append(web.json_response({"error": "denied", "error_description": words}, status=status))
        talk.host.send(OpenFeed("feed", profile_of(server, login), secrets=SECRETS))
        await talk.until(lambda: "no such login" in str(talk.status()))
        assert_silent([*told(talk), *logged(caplog)], all_secrets(login, []))


async def test_what_is_made_ready_shows_no_secret_of_itself() -> None:
    async with LoginServer() as login, LiveServer() as server:
        sources = Sources(ENVIRONMENT, secrets=SECRETS)
        learnt: set[str] = set()
        prepared = await prepare(
            profile_of(server, login), sources, clock=SystemClock(), random=lambda: 0.5, learn=learnt.update
        )
        assert {*login.tokens, *login.sessions} <= learnt
        learnt = {each for each in learnt if len(each) > 3}
        assert_silent([repr(prepared), repr(sources)], all_secrets(login, []) | learnt)


async def test_an_error_of_a_step_shows_no_secret() -> None:
    step = JwtStep(key="${secret:KEY}", claims="{}")
    profile = profile_for("ws://127.0.0.1:1/", login=(step,))
    with pytest.raises(FeedscopeError) as caught:
        await prepare(profile, Sources(secrets=SECRETS), clock=SystemClock(), random=lambda: 0.5)
    assert_silent([repr(caught.value), str(caught.value)], set(SECRETS.values()))
