"""What is asked of a server that logs in, where redirections lead, and answers of every kind."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Fault, TransportError
from monitor.engine.login.asked import Asked
from monitor.engine.login.outcome import Outcome
from monitor.engine.login.requesting import ask_http, ask_oauth2
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step
from monitor.net.connecting.answer import Answer

STEP = HttpStep("https://h/t", values={"token": "a.token"}, expires="a.lasts", valid_seconds=900.0)
OAUTH = OAuth2Step(url="https://h/t", client_id="me:x", client_secret="s&=")


class Server:
    """Gives its answers in order, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = [*answers]
        self.asked: list[Asked] = []

    async def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def answer(status: int = 200, body: Any = None, *headers: tuple[str, str]) -> Answer:
    return Answer(status, "", headers, body if isinstance(body, bytes) else json.dumps(body).encode())


def ask(step: HttpStep | OAuth2Step, server: Server, sofar: Outcome | None = None) -> Outcome:
    call = ask_http if isinstance(step, HttpStep) else ask_oauth2
    return asyncio.run(call(step, sofar or Outcome(), send=server, wall=1000.0, now=50.0))  # type: ignore[arg-type]


def refusal(step: HttpStep | OAuth2Step, server: Server) -> TransportError:
    with pytest.raises(TransportError) as caught:
        ask(step, server)
    return caught.value


@pytest.mark.parametrize(
    ("step", "method", "body", "kind"),
    [
        (HttpStep("https://h/t", cookies=True), "GET", b"", None),
        (HttpStep("https://h/t", method="POST", cookies=True), "POST", b"", None),
        (HttpStep("https://h/t", json='{"a":1}', cookies=True), "POST", b'{"a":1}', "application/json"),
        (HttpStep("https://h/t", method="PUT", form={"a b": "ä&="}, cookies=True), "PUT", b"a+b=%C3%A4%26%3D", None),
    ],
)
def test_the_body_says_what_is_sent_and_how(step: HttpStep, method: str, body: bytes, kind: str | None) -> None:
    server = Server(answer())
    ask(step, server)
    (asked,) = server.asked
    assert (asked.method, asked.body) == (method, body)
    assert dict(asked.headers).get("Content-Type", kind) in (kind, "application/x-www-form-urlencoded")


def test_the_shorter_of_two_lives_counts_and_only_where_it_is_to_be_renewed() -> None:
    good = {"a": {"token": "t-1", "lasts": "600"}}
    assert ask(STEP, Server(answer(200, good))).expires == 650.0
    assert ask(STEP, Server(answer(200, good)), Outcome(expires=60.0)).expires == 60.0
    fixed = HttpStep("https://h/t", values={"token": "a.token"}, valid_seconds=900.0, renew=False)
    assert ask(fixed, Server(answer(200, good))).expires is None


def test_a_redirection_to_get_drops_the_body_and_keeps_the_cookies() -> None:
    server = Server(
        answer(303, None, ("location", "/next?x=1"), ("set-cookie", "a=1; Path=/"), ("set-cookie", "b=2")),
        answer(200, None, ("set-cookie", "b=3; HttpOnly")),
    )
    sofar = Outcome(cookies={"old": "0", "a": "0"})
    outcome = ask(HttpStep("https://h/t", form={"a": "b"}, cookies=True), server, sofar)
    assert server.asked[1].url == "https://h/next?x=1"
    assert (server.asked[1].method, server.asked[1].body) == ("GET", b"")
    assert dict(server.asked[1].cookies) == {"old": "0", "a": "1", "b": "2"}
    assert outcome.cookies == {"old": "0", "a": "1", "b": "3"}


def test_a_redirection_that_keeps_the_method_keeps_the_body() -> None:
    server = Server(answer(307, None, ("location", "https://h/other")), answer(200, {"access_token": "t"}))
    assert ask(OAUTH, server).values == {"access_token": "t"}
    assert server.asked[1].body == server.asked[0].body != b""


@pytest.mark.parametrize("target", ["http://h/t2", "https://evil.test/", "//evil.test/x", "https://h:444/"])
def test_nothing_is_carried_to_another_server_nor_off_its_tls(target: str) -> None:
    server = Server(answer(307, None, ("location", target)))
    assert refusal(OAUTH, server).fault is Fault.REDIRECT
    assert len(server.asked) == 1


@pytest.mark.parametrize("target", ["//[", "http://[x"])
def test_a_redirection_to_no_address_is_told(target: str) -> None:
    assert "points to what is no address" in refusal(STEP, Server(answer(302, None, ("location", target)))).what


def test_redirections_end() -> None:
    server = Server(
        answer(302, None, ("location", "/a")),
        answer(302, None, ("location", "/b")),
        *[answer(302, None, ("location", f"/{each}")) for each in range(20)],
    )
    assert "without an end" in refusal(STEP, server).what
    assert len(server.asked) == 6


def test_a_redirection_that_is_wanted_is_not_followed() -> None:
    server = Server(answer(302, None, ("location", "https://elsewhere/"), ("set-cookie", "sid=1")))
    assert ask(HttpStep("https://h/t", status=(302,), cookies=True), server).cookies == {"sid": "1"}


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (400, Fault.UNAUTHORISED),
        (401, Fault.UNAUTHORISED),
        (403, Fault.FORBIDDEN),
        (404, Fault.NOT_FOUND),
        (429, Fault.RATE_LIMITED),
        (503, Fault.SERVER),
    ],
)
def test_each_status_says_what_to_do(status: int, fault: Fault) -> None:
    error = refusal(STEP, Server(answer(status, {"message": "because"}, ("retry-after", "9"))))
    assert error.fault is fault
    assert error.what.endswith(f"({status}): because")
    assert error.retry_after == (9.0 if status in (429, 503) else None)


def test_no_part_of_an_answer_is_told_but_what_says_what_is_wrong() -> None:
    error = refusal(STEP, Server(answer(200, {"a": {"other_token": "hidden-1"}})))
    assert error.what == "the login failed: h answered without `a.token`"
    error = refusal(OAUTH, Server(answer(200, {"token": "hidden-1"})))
    assert "hidden" not in str(error)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "token", "lasts", "error"]), inner)
    ),
    max_leaves=6,
)
BODIES = st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode())
HEADERS = st.lists(
    st.tuples(st.sampled_from(["location", "set-cookie", "retry-after"]), st.text(max_size=12)), max_size=3
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([STEP, OAUTH]), st.integers(200, 599), BODIES, HEADERS)
def test_whatever_is_answered_there_is_an_outcome_or_an_error_with_words(
    step: HttpStep | OAuth2Step, status: int, body: bytes, headers: list[tuple[str, str]]
) -> None:
    said, values = "", ["nothing"]
    try:
        values = [*ask(step, Server(Answer(status, "", tuple(headers), body))).values.values()]
    except TransportError as error:
        said = error.what
    assert said.startswith("the login failed: h ") or (not said and all(values) and len(values) == 1)
