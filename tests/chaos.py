"""Chaos: a server that dies in every way at random, a `feedscope tail` beside it, and whether anything was lost.

    python -m tests.chaos --seconds 300 --seed 1

Prints what was done, how long it took until data came again, and what was checked. Exit status 1 when anything is
wrong. The same seed does the same things in the same order.
"""

import contextlib
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.helpers.chaos_log import Check, Received, Sent, checks
from tests.helpers.chaos_processes import Client, Server
from tests.helpers.chaos_server import SUBSCRIPTION

_FLAT = 12 * 1024 * 1024
"""Bytes by which the client may grow once it has warmed up."""
_WARM = 0.4
"""The share of the run after which it has."""

_PROFILE = f"""
schema = 1
name = "Chaos"
address = "ws://127.0.0.1:PORT/"
proxy = {{ url = "none" }}
retry_codes = [1012, 1013]
ignore = [{{ event = "subscribed" }}]

[limits]
connect_seconds = 1.0
ping_seconds = 0.5
pong_seconds = 1.0

[[send]]
text = "{SUBSCRIPTION}"

[[stream]]
name = "numbers"
columns = {{ c = "c", n = "n" }}
"""


class Chaos:
    """One run."""

    def __init__(self, server: Server, client: Client, *, dice: random.Random) -> None:
        self._server = server
        self._client = client
        self._dice = dice
        self.times: dict[str, list[float]] = {}
        self.stuck: list[str] = []
        self._deeds: dict[str, Callable[[], None]] = {
            "killed, and back at once": self._kill,
            "killed, and away for a while": lambda: self._kill(self._dice.uniform(0.3, 3.0)),
            "closed (1000)": lambda: server.tell("close 1000"),
            "closed (1001)": lambda: server.tell("close 1001"),
            "closed (1011)": lambda: server.tell("close 1011"),
            "closed (1012)": lambda: server.tell("close 1012"),
            "closed (1013)": lambda: server.tell("close 1013"),
            "closed (4321)": lambda: server.tell("close 4321"),
            "reset": lambda: server.tell("abort"),
            "cut within a frame": lambda: server.tell("break"),
            "accepts and closes at once": lambda: self._in_mode("slam"),
            "accepts and says nothing": lambda: self._in_mode("hang"),
            "dribbles the handshake": lambda: self._in_mode("dribble"),
            "is busy (503)": lambda: self._in_mode("busy"),
            "frozen, its connections half-open": self._freeze,
        }

    def run(self, seconds: float) -> None:
        """Misbehave until the time is over, each time once the client has come back from the last."""
        begin = time.monotonic()
        names: list[str] = []
        self._expect("first connection", 0)
        while (share := (time.monotonic() - begin) / seconds) < 1.0 and not self.stuck:
            self._client.weigh(share)
            time.sleep(self._dice.choice((0.1, 0.5, 1.0, min(11.0, seconds / 10))))
            # Every deed once before any of them twice.
            names = names or self._dice.sample(list(self._deeds), len(self._deeds))
            name = names.pop()
            known = len(self._client.received.counts)
            self._deeds[name]()
            self._expect(name, known)
        time.sleep(0.5)
        self._client.weigh(1.0)

    def _expect(self, name: str, known: int) -> None:
        seconds = self._client.wait_for_more(known)
        if seconds is None:
            self.stuck.append(name)
        else:
            self.times.setdefault(name, []).append(seconds)

    def _kill(self, away: float = 0.0) -> None:
        self._server.kill()
        time.sleep(away)
        self._server.start()

    def _in_mode(self, mode: str) -> None:
        self._server.tell(f"mode {mode}")
        self._server.tell(self._dice.choice(("close 1001", "abort")))
        time.sleep(self._dice.uniform(0.3, 2.0))
        self._server.tell("mode normal")

    def _freeze(self) -> None:
        self._server.signal(signal.SIGSTOP)
        # Longer than a ping and its pong may take.
        time.sleep(self._dice.uniform(2.5, 4.0))
        self._server.signal(signal.SIGCONT)


def memory_check(memory: list[tuple[float, int]]) -> Check:
    """Whether the client has grown since it warmed up."""
    warm = [size for share, size in memory if share >= _WARM] or [size for _, size in memory]
    growth = warm[-1] - warm[0]
    return Check("memory flat", growth < _FLAT, f"{growth / 2**20:+.1f} MiB to {warm[-1] / 2**20:.0f} MiB")


def report(chaos: Chaos, told: list[Check], *, seconds: float, seed: int) -> Iterator[Table]:
    """The tables that are printed."""
    deeds = Table(
        "What the server did", "Times", "Back after s, median", "at most", title=f"{seconds:g} s, seed {seed}"
    )
    for name, times in sorted(chaos.times.items()):
        deeds.add_row(name, str(len(times)), f"{statistics.median(times):.2f}", f"{max(times):.2f}")
    for name in chaos.stuck:
        deeds.add_row(name, "1", "never", "never")
    yield deeds
    results = Table("What was checked", "", "Seen")
    for check in told:
        results.add_row(check.what, "good" if check.good else "WRONG", check.told)
    yield results


@click.command()
@click.option("--seconds", type=click.FloatRange(min=5.0), default=300.0, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(seconds: float, seed: int) -> None:
    """Let a server die in every way beside a tail, and count."""
    sent, received = Sent(), Received()
    server = Server(sent, seed=seed)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as at_the_end:
        profile = Path(folder) / "chaos.toml"
        profile.write_text(_PROFILE.replace("PORT", str(server.port)))
        at_the_end.callback(server.kill)
        server.start()
        client = Client(profile, received)
        chaos = Chaos(server, client, dice=random.Random(seed))
        try:
            chaos.run(seconds)
        finally:
            status = client.end()
    told = [
        Check("came back every time", not chaos.stuck, ", ".join(chaos.stuck) or f"{len(received.counts)} connections"),
        *checks(sent, received),
        memory_check(client.memory),
        Check("exit status 0 on Ctrl-C", status == 0, str(status)),
    ]
    console = Console(width=110)
    for table in report(chaos, told, seconds=seconds, seed=seed):
        console.print(table)
    sys.exit(0 if all(check.good for check in told) else 1)


if __name__ == "__main__":
    main()
