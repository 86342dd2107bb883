"""What a chaos server says it has sent, what a `tail` says it has received, and whether the two agree."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Check", "Received", "Sent", "checks"]

_GAP = re.compile(r"data is missing for (\d+\.\d) s: (.*)")


@dataclass
class Sent:
    """The server's side, over all its processes. By the number of the connection."""

    subscribed: list[int] = field(default_factory=list)
    sent: dict[int, int] = field(default_factory=dict)
    """Messages sent at most; exactly that many for those in `clean`."""
    clean: set[int] = field(default_factory=set)
    answered: int = 0

    def take(self, line: str) -> None:
        """A line of the server's log. One that was cut off when the server was killed says nothing."""
        try:
            event = json.loads(line)
        except ValueError:
            return
        match event:
            case {"event": "answered", "status": 101}:
                self.answered += 1
            case {"event": "subscribed", "connection": number}:
                self.subscribed.append(number)
            case {"event": "sending", "connection": number, "sent": sent}:
                self.sent[number] = sent
            case {"event": "closed cleanly", "connection": number, "sent": sent}:
                self.sent[number] = sent
                self.clean.add(number)
            case _:
                pass


@dataclass
class Received:
    """The client's side."""

    counts: dict[int, int] = field(default_factory=dict)
    """Messages by connection, connections in the order in which they delivered."""
    faults: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    stats: dict[str, int] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)

    def take_row(self, line: str) -> None:
        """A line of its standard output."""
        values = json.loads(line)["values"]
        connection, number = int(values["c"]), int(values["n"])
        newest = next(reversed(self.counts), connection)
        if connection != newest and connection in self.counts:
            self._fault(f"connection {connection} delivered again after {newest}")
        expected = self.counts.get(connection, 0)
        if number != expected:
            self._fault(f"connection {connection}: {number} came where {expected} was due")
        self.counts[connection] = number + 1

    def take_words(self, line: str) -> None:
        """A line of its standard error."""
        if line.startswith("stats: "):
            self.stats = {name: int(value) for name, value in (pair.split("=") for pair in line.split()[1:])}
        elif match := _GAP.search(line):
            self.gaps.append(match[2])
        elif ": retrying: " not in line and ": silent: " not in line:
            self.strange.append(line.rstrip())

    def _fault(self, text: str) -> None:
        if len(self.faults) < 20:
            self.faults.append(text)


@dataclass(frozen=True)
class Check:
    """One thing that must hold."""

    what: str
    good: bool
    told: str


def checks(sent: Sent, received: Received) -> Iterator[Check]:
    """Everything that the two sides must agree on, once both have ended."""
    counts, stats = received.counts, received.stats
    total = sum(counts.values())
    yield Check("rows in order, none twice", not received.faults, "; ".join(received.faults[:3]) or f"{total} rows")
    clean = [number for number in counts if number in sent.clean]
    short = [
        f"{number}: {counts[number]} of {sent.sent[number]}" for number in clean if counts[number] != sent.sent[number]
    ]
    yield Check("all that was sent before a clean end", not short, "; ".join(short[:3]) or f"{len(clean)} clean ends")
    invented = [number for number in counts if counts[number] > sent.sent.get(number, 0)]
    yield Check("nothing that was never sent", not invented, f"{len(invented)} connections")
    silent = set(counts) - set(sent.subscribed)
    yield Check(
        "subscribed on every connection, once",
        not silent and len(set(sent.subscribed)) == len(sent.subscribed),
        f"{len(sent.subscribed)} subscriptions",
    )
    outages = len(counts) - 1
    yield Check(
        "one gap for each outage, and closed",
        len(received.gaps) == outages == stats.get("gaps"),
        f"{len(received.gaps)} closed, {stats.get('gaps')} counted, {outages} outages",
    )
    reconnects = stats.get("reconnects", -1)
    yield Check(
        "reconnects counted",
        outages <= reconnects <= sent.answered,
        f"{reconnects}, the server accepted {sent.answered}",
    )
    yield Check("rows counted", stats.get("rows") == total, f"{stats.get('rows')}, {total} printed")
    acknowledgements = stats.get("messages", 0) - total
    yield Check(
        "messages counted",
        outages < acknowledgements <= len(sent.subscribed),
        f"{stats.get('messages')}, {acknowledgements} of them acknowledgements",
    )
    lost = (stats.get("unmatched"), stats.get("dropped"))
    yield Check("nothing unmatched or dropped", lost == (0, 0), f"{lost[0]} and {lost[1]}")
    yield Check("no other words", not received.strange, "; ".join(received.strange[:3]) or "none")
