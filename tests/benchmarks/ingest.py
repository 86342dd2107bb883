"""How many trades a second come in, decoded into columns: ours beside its peers, over loopback.

python -m tests.benchmarks.ingest
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.figures import Figure, show
from tests.benchmarks.processes import lines_of, serving

__all__ = ["measure"]

_ROUNDS = 3
"""Each client runs so often, in turn with the others; the best run counts, for all alike."""
_FLOOD = "tests.benchmarks.flood"


@dataclass(frozen=True, slots=True)
class _Run:
    """Messages sent to each client; slow clients get fewer so that a run ends."""

    options: tuple[object, ...] = ()
    client: tuple[object, ...] = ()
    fast: int = 2_000_000
    slow: int = 200_000


_SLOW = ("websocket-client", "websocket-client, UTF-8 unchecked", "websockets")


def _rates(names: Sequence[str], run: _Run) -> dict[str, float]:
    return _in_turn({name: (name, run) for name in names})


def _in_turn(runs: Mapping[str, tuple[str, _Run]]) -> dict[str, float]:
    """The best rate of each (client, run). They take turns, since the machine is not equally fast all the time."""
    best = dict.fromkeys(runs, 0.0)
    for _ in range(_ROUNDS):
        for label, (name, run) in runs.items():
            best[label] = max(best[label], _rate(name, run))
    return best


def _rate(name: str, run: _Run) -> float:
    count = run.slow if name in _SLOW else run.fast
    with serving(_FLOOD, "--port", 0, "--rate", "max", "--count", count, "--size", 161, *run.options) as address:
        (line,) = lines_of("tests.benchmarks.clients", name, address, *run.client)
    came, seconds, _ = line.split()
    if int(came) != count:
        raise RuntimeError(f"{name} received {came} of {count} messages")
    return int(came) / float(seconds)


def measure() -> list[Figure]:
    """All figures of ingest."""
    return [*_plain(), *_encrypted(), *_compressed()]


def _plain() -> list[Figure]:
    names = ("feedscope", "picows", "aiohttp", "websockets", "websocket-client", "websocket-client, UTF-8 unchecked")
    many_keys = ("feedscope", _Run(("--keys", 10_000)))
    one = _in_turn({"many keys": many_keys, **{name: (name, _Run(("--keys", 1))) for name in names}})
    ours, many = one.pop("feedscope"), one.pop("many keys")
    unit = "messages/s"
    to_picows, to_client, cost = ours / one["picows"], ours / one["websocket-client"], ours / many
    return [
        Figure("ingest, 1 key", ours, unit, one, to_picows, "1.0x picows + msgspec", to_picows >= 1.0),
        Figure(
            "ingest, 1 key",
            ours,
            unit,
            {name: rate for name, rate in one.items() if name.startswith("websocket-client")},
            to_client,
            "15x websocket-client + json, as documented",
            to_client >= 15.0,
        ),
        Figure(
            "ingest, 10 000 keys", many, unit, {"feedscope, 1 key": ours}, cost, "1.5x the cost of 1 key", cost <= 1.5
        ),
    ]


def _encrypted() -> list[Figure]:
    import trustme

    with tempfile.TemporaryDirectory() as folder:
        authority = trustme.CA()
        certificate = authority.issue_cert("127.0.0.1", "localhost")
        ca, chain, key = (str(Path(folder) / name) for name in ("ca.pem", "chain.pem", "key.pem"))
        authority.cert_pem.write_to_path(ca)
        certificate.private_key_pem.write_to_path(key)
        for part in certificate.cert_chain_pems:
            part.write_to_path(chain, append=True)
        run = _Run(("--keys", 1, "--tls", chain, key), ("--ca", ca), fast=1_000_000)
        rates = _rates(("feedscope", "picows", "aiohttp", "websockets"), run)
    return [Figure("ingest over TLS", rates.pop("feedscope"), "messages/s", rates)]


def _compressed() -> list[Figure]:
    rates = _rates(("feedscope", "aiohttp", "websockets"), _Run(("--keys", 1, "--deflate"), fast=1_000_000))
    return [Figure("ingest, permessage-deflate", rates.pop("feedscope"), "messages/s", rates)]


if __name__ == "__main__":
    show(measure())
