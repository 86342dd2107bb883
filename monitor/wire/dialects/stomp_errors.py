"""STOMP's ERROR frames, which have no codes: sorted by what servers are known to write."""

import re
from collections.abc import Mapping
from typing import Final

from monitor.core.errors import DialectError, Remedy
from monitor.wire.dialects.raw_json import bounded

__all__ = ["refusal"]

_FORBIDDEN: Final = re.compile(
    r"bad connect|access.?(denied|refused)|not.?(allowed|authori[sz]ed|permitted)|unauthori[sz]ed|authenticat"
    r"|credential|password|forbidden|permission|security|login|user|virtual host|denied",
    re.IGNORECASE,
)
_UNKNOWN: Final = re.compile(
    r"not.?found|no such|does not exist|unknown destination|invalid destination", re.IGNORECASE
)
_VERSION: Final = re.compile(r"version", re.IGNORECASE)
_CROWDED: Final = re.compile(
    r"too many|limit|quota|overload|resource|busy|unavailable|shut.?down|going away", re.IGNORECASE
)


def refusal(headers: Mapping[str, str], body: bytes, *, let_in: bool) -> DialectError:
    """What an ERROR frame says. let_in: the login was accepted before."""
    message = headers.get("message", "")
    detail = body.decode(errors="replace")
    said = bounded(": ".join(filter(None, (message.strip(), detail.strip())))) or "no reason given"
    text = f"{message} {detail}"
    what = f"the server sent a STOMP error: {said}" if let_in else f"the server refused the STOMP login: {said}"
    if _CROWDED.search(text):
        return DialectError(what, remedy=Remedy.BACK_OFF, code=1000)
    if not let_in or _FORBIDDEN.search(text):
        advice = "the STOMP version" if _VERSION.search(text) else "login, passcode, host and destinations"
        return DialectError(what, advice=f"Check {advice} in the feed's profile", remedy=Remedy.ASK, code=1000)
    if _UNKNOWN.search(text):
        return DialectError(what, advice="Check destinations in the feed's profile", remedy=Remedy.ASK, code=1000)
    return DialectError(what, remedy=Remedy.BACK_OFF, code=1000)
