"""Servers of the protocols of channels: Faye, and small ones of ours for those whose servers are not to be had.

Ours are written from the specifications and do for each protocol the same: they let in whoever shows `secret`, refuse
the channel `closed`, say one tick on joining, pour ticks when asked, and send back what they are sent.
"""

import abc
import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.helpers.servers_brokers import BUILT, Broker, free_port
from tests.helpers.servers_socketio import node_server

__all__ = [
    "CENTRIFUGO_SECRET",
    "ActionCableServer",
    "CentrifugoServer",
    "ChannelServer",
    "PhoenixServer",
    "PusherServer",
    "centrifugo",
    "faye",
]


CENTRIFUGO_SECRET = "of-centrifugo"
"""What signs its tokens, and its key for the server's side."""


def centrifugo(folder: Path) -> Broker:
    """Centrifugo itself. It wants a token, keeps a history, and lets nobody subscribe to what begins with `closed:`."""
    built, port = BUILT / "centrifugo", free_port()
    if not built.exists():
        pytest.skip("centrifugo is not built: make interop-setup, with Go")
    settings = {
        "allowed_origins": ["*"],
        "address": "127.0.0.1",
        "port": str(port),
        "token_hmac_secret_key": CENTRIFUGO_SECRET,
        "api_key": CENTRIFUGO_SECRET,
        "allow_subscribe_for_client": True,
        "allow_publish_for_client": True,
        "history_size": 1000,
        "history_ttl": "300s",
        "force_recovery": True,
        "namespaces": [
            {"name": "closed"},
            {"name": "quotes", "allow_subscribe_for_client": True, "allow_publish_for_client": True},
        ],
        "log_level": "error",
    }
    (folder / "centrifugo.json").write_text(json.dumps(settings))
    command = [str(built), "--config", "centrifugo.json"]
    return Broker(command, port=port, folder=folder, path="/connection/websocket")


def faye(folder: Path) -> Broker:
    """Node's Bayeux server."""
    return node_server(folder, "faye.cjs", needs="faye", path="/faye")


class ChannelServer(abc.ABC):
    """One of ours, which can be stopped and started again on the same port."""

    path = "/"
    subprotocols: Sequence[Any] | None = None
    greeting = ""

    def __init__(self, folder: Path) -> None:
        self._port = free_port()
        self.address = f"ws://127.0.0.1:{self._port}{self.path}"
        self.offset = 0
        self._server: Server | None = None
        self._pouring: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start it and return once it listens."""
        self._server = await serve(self._talk, "127.0.0.1", self._port, subprotocols=self.subprotocols)

    async def stop(self) -> None:
        """End it: connections are closed as going away."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            await server.wait_closed()

    async def _talk(self, client: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            if self.greeting:
                await client.send(self.greeting)
            async for text in client:
                await self.take(client, text if isinstance(text, str) else text.decode())

    async def answer(self, client: ServerConnection, tell: Callable[[Any], str], value: Any) -> None:
        """Do as a message of the user asks, or send it back."""
        if isinstance(value, dict) and "pour" in value:
            # Beside what else comes: heartbeats want an answer meanwhile.
            task = asyncio.ensure_future(self._pour(client, tell, value["pour"]))
            self._pouring.add(task)
            task.add_done_callback(self._pouring.discard)
        elif isinstance(value, dict) and "bye" in value:
            await client.close(value["bye"], "done")
        else:
            await client.send(tell(value))

    async def _pour(self, client: ServerConnection, tell: Callable[[Any], str], count: int) -> None:
        """A thousand ticks a second."""
        with contextlib.suppress(ConnectionClosed):
            for sent in range(1, count + 1):
                await client.send(tell({"k": f"K{sent % 5}", "p": sent}))
                if sent % 20 == 0:
                    await asyncio.sleep(0.02)

    @abc.abstractmethod
    async def take(self, client: ServerConnection, text: str) -> None:
        """A message of the client."""


class CentrifugoServer(ChannelServer):
    """Client protocol 2 in JSON; the history of its one channel outlives a restart."""

    path = "/connection/websocket"

    async def take(self, client: ServerConnection, text: str) -> None:
        for line in filter(None, text.split("\n")):
            await self._command(client, json.loads(line))

    async def _command(self, client: ServerConnection, command: dict[str, Any]) -> None:
        number = command.get("id")
        if "connect" in command:
            if command["connect"].get("token") != "secret":
                await client.close(3500, "invalid token")
                return
            await client.send(json.dumps({"id": number, "connect": {"client": "c", "ping": 25, "pong": True}}) + "\n{}")
        elif "subscribe" in command:
            await self._subscribe(client, number, command["subscribe"])
        elif "publish" in command:
            await client.send(json.dumps({"id": number, "publish": {}}))
            await self.answer(client, self._tell, command["publish"]["data"])

    async def _subscribe(self, client: ServerConnection, number: Any, request: dict[str, Any]) -> None:
        if request["channel"] == "closed":
            await client.send(json.dumps({"id": number, "error": {"code": 103, "message": "permission denied"}}))
            return
        missed = range(request["offset"] + 1, self.offset + 1) if request.get("recover") else ()
        state = {
            "recoverable": True,
            "epoch": "e",
            "offset": self.offset,
            "publications": [{"data": {"k": "missed", "p": each}, "offset": each} for each in missed],
        }
        await client.send(json.dumps({"id": number, "subscribe": state}))
        await client.send(self._tell({"k": "hello", "p": 0.5}))

    def _tell(self, value: Any) -> str:
        self.offset += 1
        return json.dumps({"push": {"channel": "prices", "pub": {"data": value, "offset": self.offset}}})


class PhoenixServer(ChannelServer):
    """Version 2 of the messages."""

    path = "/socket"

    async def take(self, client: ServerConnection, text: str) -> None:
        join, ref, topic, event, payload = json.loads(text)

        def reply(status: str, response: Any) -> str:
            return json.dumps([join, ref, topic, "phx_reply", {"status": status, "response": response}])

        def tell(value: Any) -> str:
            return json.dumps([None, None, topic, "tick", value])

        if event == "phx_join":
            refused = topic == "closed" or payload.get("token") != "secret"
            reason = {"reason": "unauthorized"} if refused else {}
            await client.send(reply("error" if refused else "ok", reason))
            if not refused:
                await client.send(tell({"k": "hello", "p": 0.5}))
        elif topic == "phoenix":
            await client.send(reply("ok", {}))
        else:
            await self.answer(client, tell, payload)


class PusherServer(ChannelServer):
    """Version 7; its channels are private, and `secret` is the token it takes for all of them."""

    path = "/app/key"
    greeting = json.dumps(
        {
            "event": "pusher:connection_established",
            "data": json.dumps({"socket_id": "1.1", "activity_timeout": 1}),
        }
    )

    async def take(self, client: ServerConnection, text: str) -> None:
        event = json.loads(text)
        if event["event"] == "pusher:ping":
            await client.send('{"event":"pusher:pong","data":"{}"}')
        elif event["event"] == "pusher:subscribe":
            channel = event["data"]["channel"]
            if event["data"].get("auth") != "secret" or channel == "private-closed":
                error = {"event": "pusher:subscription_error", "channel": channel, "data": {"error": "not authorised"}}
                await client.send(json.dumps(error))
                return
            await client.send(
                json.dumps({"event": "pusher_internal:subscription_succeeded", "channel": channel, "data": "{}"})
            )
            await client.send(self._tell({"k": "hello", "p": 0.5}))
        else:
            await self.answer(client, self._tell, event["data"])

    @staticmethod
    def _tell(value: Any) -> str:
        return json.dumps({"event": "tick", "channel": "private-prices", "data": json.dumps(value)})


class ActionCableServer(ChannelServer):
    """As Rails has it; `token` is a parameter of the subscription."""

    path = "/cable"
    subprotocols = ("actioncable-v1-json",)
    greeting = '{"type":"welcome"}'

    async def take(self, client: ServerConnection, text: str) -> None:
        command = json.loads(text)
        identifier = command["identifier"]

        def tell(value: Any) -> str:
            return json.dumps({"identifier": identifier, "message": value})

        if command["command"] == "subscribe":
            wanted = json.loads(identifier)
            refused = wanted["channel"] == "closed" or wanted.get("token") != "secret"
            kind = "reject_subscription" if refused else "confirm_subscription"
            await client.send(json.dumps({"identifier": identifier, "type": kind}))
            if not refused:
                await client.send(tell({"k": "hello", "p": 0.5}))
        elif "restart" in (value := json.loads(command["data"])):
            await client.send('{"type":"disconnect","reason":"server_restart","reconnect":true}')
        else:
            await self.answer(client, tell, value)
