"""A secret typed into the window is in the keychain and in no file, log, export or line of output."""

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

VALUE = "hunter2/4711$&%"
FORMS = (VALUE, quote(VALUE, safe=""), "hunter2", "4711")
"""As it was typed, as it stands in an address, and its parts."""


def _guarded(connection: ServerConnection, request: Request) -> Response | None:
    given = request.headers.get("Authorization", "")
    sent = given.encode("latin-1", "replace").decode("utf-8", "replace")
    if VALUE in (given.removeprefix("Bearer "), sent.removeprefix("Bearer ")) or VALUE in unquote(request.path):
        return None
    return connection.respond(401, f"who are you, {given}?\n")


async def _repeats(connection: ServerConnection) -> None:
    """A server that says the secret back, and cuts with it as its reason."""
    with contextlib.suppress(ConnectionClosed):
        for number in range(40):
            await connection.send(f'{{"k":"A","p":{number}}}')
            await asyncio.sleep(0.05)
        await connection.close(1008, f"you said {VALUE}")


@pytest.mark.timeout(120)
async def test_what_is_typed_into_the_window_is_nowhere_but_in_the_keychain(tmp_path: Path) -> None:
    home, keychain = tmp_path / "home", tmp_path / "keychain.json"
    home.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "FEEDSCOPE_HOME": str(home),
        "FEEDSCOPE_TEST_KEYCHAIN": str(keychain),
        "PYTHON_KEYRING_BACKEND": "tests.helpers.keychains.FileKeyring",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "QT_QPA_PLATFORM": "offscreen",
        "TYPED_SECRET": VALUE,
    }
    async with serve(_repeats, "127.0.0.1", 0, process_request=_guarded) as server:
        address = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.helpers.secret_typist",
            address,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment,
        )
        out, err = await asyncio.wait_for(process.communicate(), 100)
    assert process.returncode == 0, err.decode()
    # It got everywhere it should have.
    assert json.loads(keychain.read_text("utf-8")) == {"FEED_TOKEN": VALUE, "KEPT": VALUE}
    files = [file for file in home.rglob("*") if file.is_file()]
    names = {file.name for file in files}
    assert {"state.json", "secrets.json", "shared.toml"} <= names
    assert any(name.startswith("exported-") for name in names)
    assert any(file.suffix == ".log" for file in files)
    for file in files:
        _holds_none(file.read_bytes(), str(file.relative_to(home)))
    _holds_none(out, "stdout")
    _holds_none(err, "stderr")


def _holds_none(data: bytes, where: str) -> None:
    text = data.decode("utf-8", "replace")
    found = [form for form in FORMS if form in text]
    around = [text[max(0, text.index(form) - 80) : text.index(form) + 40] for form in found]
    assert not found, f"{where} holds {found}: {around}"
