"""The steps of a login that ask a server: what is sent, and what is taken from the answer."""

import base64
from typing import Any, Final
from urllib.parse import quote, urlencode

from monitor.engine.login.answered import GOOD, document_of, found, judge, member, refused, seconds_in
from monitor.engine.login.asked import Asked, Send, answered
from monitor.engine.login.outcome import Outcome
from monitor.feed.login_rules.requests import HttpStep, OAuth2Step

__all__ = ["ask_http", "ask_oauth2"]

_FORM: Final = "application/x-www-form-urlencoded"


async def ask_http(step: HttpStep, sofar: Outcome, *, send: Send, wall: float, now: float) -> Outcome:
    """What has come of the login with this step done. wall, now: the time, in wall and in monotonic seconds.

    Raises TransportError for an answer that is no good, with the fault that says what to do.
    """
    asked = _asked(step, sofar)
    answer, cookies = await answered(asked, send=send, good=step.status)
    judge(answer, asked, good=step.status, wall=wall)
    document = document_of(answer) if step.values or step.expires else None
    values = {
        **{name: member(document, path, asked) for name, path in step.values.items()},
        **{name: found(answer.get(header), f"header {header}", asked) for name, header in step.from_headers.items()},
        **{name: found(cookies.get(each), f"cookie {each}", asked) for name, each in step.from_cookies.items()},
    }
    outcome = sofar.with_values(values)
    if step.cookies:
        outcome = outcome.with_cookies(cookies.items())
    return outcome.until(now + seconds) if step.renew and (seconds := _lifetime(step, document, asked)) else outcome


async def ask_oauth2(step: OAuth2Step, sofar: Outcome, *, send: Send, wall: float, now: float) -> Outcome:
    """As `ask_http`, for a token by client credentials."""
    asked = _for_token(step)
    answer, _ = await answered(asked, send=send, good=())
    if answer.status not in GOOD and answer.status not in (400, 401):
        judge(answer, asked, good=(), wall=wall)
    document = document_of(answer)
    token = document.get("access_token") if isinstance(document, dict) else None
    if answer.status not in GOOD or not isinstance(token, str) or not token:
        raise refused(asked, document, "gave no token")
    outcome = sofar.with_values({step.name: token})
    lasts = seconds_in(document.get("expires_in"))
    return outcome.until(now + lasts) if step.renew and lasts else outcome


def _asked(step: HttpStep, sofar: Outcome) -> Asked:
    body, kind = b"", ""
    if step.json:
        body, kind = step.json.encode(), "application/json"
    elif step.form:
        body, kind = urlencode(step.form).encode(), _FORM
    headers = (*step.headers.items(), *([("Content-Type", kind)] if kind else []))
    given = {name.lower() for name in step.headers}
    if "accept" not in given:
        headers = (*headers, ("Accept", "application/json, */*"))
    method = step.method or ("POST" if kind else "GET")
    return Asked(step.url, method, headers, tuple(sofar.cookies.items()), body)


def _for_token(step: OAuth2Step) -> Asked:
    fields = {"grant_type": "client_credentials", "scope": step.scope, "audience": step.audience, **step.parameters}
    headers = [("Content-Type", _FORM), ("Accept", "application/json")]
    if step.client == "body":
        fields |= {"client_id": step.client_id, "client_secret": step.client_secret}
    else:
        # RFC 6749 section 2.3.1: each is encoded as in a form before they are put together.
        login = f"{quote(step.client_id, safe='')}:{quote(step.client_secret, safe='')}"
        headers.append(("Authorization", "Basic " + base64.b64encode(login.encode()).decode("ascii")))
    body = urlencode({name: value for name, value in fields.items() if value})
    return Asked(step.url, "POST", tuple(headers), body=body.encode())


def _lifetime(step: HttpStep, document: Any, asked: Asked) -> float:
    told = seconds_in(member(document, step.expires, asked)) if step.expires else 0.0
    return min(filter(None, (told, step.valid_seconds)), default=0.0)
