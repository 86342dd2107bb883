"""A web server on loopback that gives out tokens and sessions, and remembers how it was asked."""

import asyncio
import base64
import ssl
from collections import deque
from typing import Self
from urllib.parse import unquote

from aiohttp import web

__all__ = ["PASSWORD", "USER", "LoginServer"]

USER, PASSWORD = "client-7", "p@ss/wörd&4711"


class LoginServer:
    """`tokens` and `sessions` are those given out, in order; `refusals` are answers to be given instead, first."""

    def __init__(self, *, expires_in: float | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.tokens: list[str] = []
        self.sessions: list[str] = []
        self.refusals: deque[web.Response] = deque()
        self.bodies: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.asked = asyncio.Event()
        self._expires_in = expires_in
        self._tls = tls
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/token", self._token)
        app.router.add_post("/login", self._login)
        app.router.add_get("/home", self._home)
        app.router.add_get("/ticket", self._ticket)
        app.router.add_get("/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _noted(self, request: web.Request) -> web.Response | None:
        self.bodies.append(await request.text())
        self.headers.append(dict(request.headers))
        self.asked.set()
        return self.refusals.popleft() if self.refusals else None

    async def _token(self, request: web.Request) -> web.Response:
        """The token endpoint of RFC 6749 section 4.4."""
        if refusal := await self._noted(request):
            return refusal
        fields = await request.post()
        client, secret = fields.get("client_id"), fields.get("client_secret")
        if authorization := request.headers.get("Authorization", ""):
            login = base64.b64decode(authorization.removeprefix("Basic ")).decode()
            client, secret = (unquote(part) for part in login.split(":"))
        if (client, secret, fields.get("grant_type")) != (USER, PASSWORD, "client_credentials"):
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens.append(f"token-{len(self.tokens)}-abcdef")
        lasts = {} if self._expires_in is None else {"expires_in": self._expires_in}
        return web.json_response({"access_token": self.tokens[-1], "token_type": "bearer", **lasts})

    async def _login(self, request: web.Request) -> web.Response:
        """A form, answered by a redirection with a session, as web sites do."""
        if refusal := await self._noted(request):
            return refusal
        fields = await request.post()
        if (fields.get("user"), fields.get("password")) != (USER, PASSWORD):
            return web.Response(text="<html>Try again</html>", content_type="text/html", status=403)
        self.sessions.append(f"session-{len(self.sessions)}-abcdef")
        answer = web.Response(status=303, headers={"Location": "/home"})
        answer.set_cookie("sid", self.sessions[-1], path="/")
        return answer

    async def _home(self, request: web.Request) -> web.Response:
        if request.cookies.get("sid") not in self.sessions:
            return web.Response(status=401)
        answer = web.json_response({"data": {"user": USER}}, headers={"X-Csrf": "csrf-abcdef"})
        answer.set_cookie("csrf", "csrf-cookie", path="/")
        return answer

    async def _ticket(self, request: web.Request) -> web.Response:
        """A ticket for whoever has an API key, in a shape of its own, and good manners towards wrong ones."""
        if refusal := await self._noted(request):
            return refusal
        if request.headers.get("X-Api-Key") != PASSWORD.encode().hex():
            return web.json_response({"error": ["EAPI:Invalid key"], "result": None})
        self.tokens.append(f"ticket-{len(self.tokens)}-abcdef")
        return web.json_response({"error": [], "result": {"token": self.tokens[-1], "expires": self._expires_in}})

    async def _elsewhere(self, request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:1/stolen"})
