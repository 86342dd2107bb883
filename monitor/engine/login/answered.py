"""What a server has answered to a login: whether it is any good, and what is in it."""

from dataclasses import replace
from typing import Any, Final

import msgspec

from monitor.core.errors import Fault, TransportError
from monitor.engine.login.asked import Asked, no_good
from monitor.feed.decoding.plan import compile_value
from monitor.feed.parse import parse_json
from monitor.feed.scalars import plain_text
from monitor.net.connecting.answer import Answer
from monitor.net.connecting.refusal import refuse
from monitor.net.endpoint import Endpoint
from monitor.net.redaction import one_line

__all__ = ["GOOD", "document_of", "found", "judge", "member", "refused", "seconds_in"]

GOOD: Final = range(200, 300)
_TOLD: Final = ("error_description", "error", "errors", "message", "msg")
"""Where servers say what is wrong."""
_LATER: Final = frozenset({408, 425, 429})
_FAULTS: Final = {403: Fault.FORBIDDEN, 404: Fault.NOT_FOUND}
_LONGEST: Final = 10 * 365 * 24 * 3600.0


def judge(answer: Answer, asked: Asked, *, good: tuple[int, ...], wall: float) -> None:
    """Raise for an answer that is no good."""
    if answer.status in (good or GOOD):
        return
    if answer.status < 400:
        wanted = " or ".join(map(str, good)) or "from 200 to 299"
        raise no_good(asked, f"answered {answer.status}; a login is answered {wanted}", Fault.UNAUTHORISED)
    said = _said(document_of(answer))
    if answer.status < 500 and answer.status not in _LATER:
        fault = _FAULTS.get(answer.status, Fault.UNAUTHORISED)
        raise no_good(asked, f"refuses it ({answer.status}){said}", fault)
    error = refuse(replace(answer, body=b""), Endpoint(asked.as_web_socket), now=wall)
    raise TransportError(
        f"the login failed: {error.what}{said}", fault=error.fault, advice=error.advice, retry_after=error.retry_after
    )


def document_of(answer: Answer) -> Any:
    """The answer as JSON, None where it is none."""
    try:
        return parse_json(answer.body)
    except ValueError:
        return None


def member(document: Any, path: str, asked: Asked) -> str:
    """The text at `path` in an answer. Raises TransportError where there is none."""
    value = compile_value(path, key="", announces=False).get(document)
    text = "" if value is msgspec.UNSET else plain_text(value)
    if not text:
        raise refused(asked, document, f"answered without `{path}`")
    return text


def found(value: str | None, what: str, asked: Asked) -> str:
    """`value`, which must be there. Raises TransportError."""
    if not value:
        raise no_good(asked, f"answered without the {what}", Fault.UNAUTHORISED)
    return value


def seconds_in(value: Any) -> float:
    """A span that a server names, 0 where it is none."""
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        return 0.0
    return seconds if 0.0 < seconds < _LONGEST else 0.0


def refused(asked: Asked, document: Any, otherwise: str) -> TransportError:
    """The error for an answer without what was asked for. otherwise: what the server does where it gives no reason."""
    said = _said(document)
    return no_good(asked, f"refuses it{said}" if said else otherwise, Fault.UNAUTHORISED)


def _said(document: Any) -> str:
    """What the server says is wrong. Nothing else of its answer is told: it may hold a token."""
    if not isinstance(document, dict):
        return ""
    said = next((document[name] for name in _TOLD if document.get(name)), None)
    while isinstance(said, list | dict) and said:
        said = said[0] if isinstance(said, list) else next((said[name] for name in _TOLD if name in said), None)
    return f": {one_line(said, 200)}" if isinstance(said, str) and said.strip() else ""
