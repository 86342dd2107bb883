"""`feedscope check` beside a server that repeats what it is sent."""

from pathlib import Path

from tests.helpers.commands import feedscope
from tests.helpers.live_server import LiveServer

PROFILE = """
name = "echo"
address = "{url}"
send = [{{ text = '{{"login":"${{env:FEEDSCOPE_TEST_LOGIN}}","p":1}}' }}]
proxy = {{ url = "none" }}
[[stream]]
name = "echo"
columns = {{ p = "p" }}
"""


async def test_what_a_server_repeats_is_shown_without_the_secret(tmp_path: Path) -> None:
    async with LiveServer('{"you said": "hunter2 4711", "p": 1}') as server:
        file = tmp_path / "echo.toml"
        file.write_text(PROFILE.format(url=server.url), "utf-8")
        done = await feedscope("check", str(file), "--for", "5", FEEDSCOPE_TEST_LOGIN="hunter2 4711")
        assert server.visits[0].heard == ['{"login":"hunter2 4711","p":1}']
    assert done.status == 0, done.out + done.err
    assert "you said" in done.out
    assert "hunter2" not in done.out + done.err
