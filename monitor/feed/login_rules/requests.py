"""Steps that ask a server over HTTP: any request, and the client credentials of OAuth 2."""

from typing import Literal

import msgspec

from monitor.feed.dialect_rules.base import JsonObject
from monitor.feed.login_rules.base import Address, Step

__all__ = ["HttpStep", "OAuth2Step"]


class HttpStep(Step, frozen=True, tag="http"):
    """A request, by the feed's proxy and certificates.

    method:        "" is POST with a body and GET without.
    json, form:    the body, a JSON object as text or the fields of a form; at most one of them.
    status:        what a good answer has; empty: any from 200 to 299.
    values:        name -> path in the JSON answer. from_headers, from_cookies: name -> header or cookie of the answer.
    cookies:       hand all cookies of the answer to the steps that follow and to the handshake.
    expires:       the path in the answer that says for how many seconds it holds; valid_seconds: so long in any case.
    renew:         have a new connection before that.
    """

    url: Address
    method: Literal["", "GET", "POST", "PUT"] = ""
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    json: JsonObject = ""
    form: dict[str, str] = msgspec.field(default_factory=dict)
    status: tuple[int, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)
    from_headers: dict[str, str] = msgspec.field(default_factory=dict)
    from_cookies: dict[str, str] = msgspec.field(default_factory=dict)
    cookies: bool = False
    expires: str = ""
    valid_seconds: float = 0.0
    renew: bool = True


class OAuth2Step(Step, frozen=True, tag="oauth2"):
    """A token for client credentials (RFC 6749 section 4.4).

    name:       what the token is called.
    client:     where the credentials go (section 2.3.1): "basic" into a header, "body" among the fields.
    parameters: further fields.
    renew:      have a new connection before the token expires, where the server tells when.
    """

    url: Address
    client_id: str
    client_secret: str
    name: str = "access_token"
    client: Literal["basic", "body"] = "basic"
    scope: str = ""
    audience: str = ""
    parameters: dict[str, str] = msgspec.field(default_factory=dict)
    renew: bool = True
