"""A short run of the chaos command; the long one is `python -m tests.chaos --seconds 300`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.chaos_log import Received, Sent, checks

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="kills and freezes processes as Unix does")
@pytest.mark.timeout(200)
def test_nothing_is_lost_or_doubled_while_the_server_dies_again_and_again() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--seconds", "12", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "came back every time" in done.stdout
    assert "WRONG" not in done.stdout
    assert done.stderr == ""


def a_good_run() -> tuple[Sent, Received]:
    sent, received = Sent(), Received()
    for connection in (10_000, 20_000):
        sent.take(json.dumps({"event": "answered", "connection": connection, "status": 101}))
        sent.take(json.dumps({"event": "subscribed", "connection": connection}))
        sent.take(json.dumps({"event": "sending", "connection": connection, "sent": 3}))
    sent.take('{"event":"closed cleanly","connection":10000,"sent":3}')
    for connection, count in ((10_000, 3), (20_000, 2)):
        for number in range(count):
            received.take_row(json.dumps({"values": {"c": connection, "n": number}}))
    received.take_words("Chaos: data is missing for 0.1 s: the server closed the connection (1000)")
    received.take_words("stats: messages=7 rows=5 unmatched=0 dropped=0 reconnects=1 gaps=1")
    return sent, received


def wrong(sent: Sent, received: Received) -> list[str]:
    return [check.what for check in checks(sent, received) if not check.good]


def test_a_good_run_passes_every_check() -> None:
    assert wrong(*a_good_run()) == []


def test_the_checks_see_what_is_lost_doubled_or_miscounted() -> None:
    sent, received = a_good_run()
    received.counts[10_000] -= 1
    assert "all that was sent before a clean end" in wrong(sent, received)

    sent, received = a_good_run()
    received.take_row('{"values":{"c":20000,"n":1}}')
    assert "rows in order, none twice" in wrong(sent, received)

    sent, received = a_good_run()
    received.take_row('{"values":{"c":20000,"n":2}}')
    received.take_row('{"values":{"c":20000,"n":3}}')
    assert "nothing that was never sent" in wrong(sent, received)

    sent, received = a_good_run()
    sent.take('{"event":"subscribed","connection":20000}')
    assert "subscribed on every connection, once" in wrong(sent, received)

    sent, received = a_good_run()
    received.take_words("Chaos: data is missing for 0.1 s: once too often")
    assert "one gap for each outage, and closed" in wrong(sent, received)

    sent, received = a_good_run()
    received.take_words("Traceback (most recent call last):")
    assert wrong(sent, received) == ["no other words"]
