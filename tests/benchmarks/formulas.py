"""What formulas cost over 20 000 rows a second: `python -m tests.benchmarks.formulas [formulas at once]`."""

import sys
import time

import numpy as np
from rich.console import Console

from monitor.core.batch import Batch
from monitor.store.store import Store
from monitor.workspace.derived import Derived

_RATE = 20_000
_FRAMES = 60
_START = 1_700_000_000.0
_FORMULAS = {
    "arithmetic": "2 * [A/price] + 1",
    "sma, 60 s": "sma([A/price], 60s)",
    "sma, 20 samples": "sma([A/price], 20)",
    "ema": "ema([A/price], 20)",
    "bands": "sma([A/price], 60s) + 2 * std([A/price], 60s)",
    "vwap": "vwap([A/price], [A/size], 60s)",
    "z-score of two keys": "zscore([A/price] - [B/price], 60s)",
    "rsi, resampled": "rsi(resample([A/price], 1s), 14)",
    "slope": "derivative(ema([A/price], 1s))",
    "fft": "fft_magnitude([A/price], 50, 1024)",
    "a choice": "where([A/price] > highest([A/price], 10s) * 0.99, [A/size], 0)",
}
_MUST = 0.05


def cost(texts: dict[str, str], *, seconds: int, history: int = 0) -> float:
    """Share of a core that these formulas take while rows come at their rate, without what the store takes anyway."""
    store = Store(keep_bytes=1 << 32)
    derived = Derived(store)
    generator = np.random.default_rng(1)
    store.append(_batch(0, _RATE, generator))
    for name, text in texts.items():
        derived.define(name, text)
    at, spent = _RATE, 0.0
    for _ in range(seconds * _FRAMES):
        rows = _RATE // _FRAMES
        store.append(_batch(at, rows, generator))
        at += rows
        began = time.perf_counter()
        # Frames come 16 ms apart; the clock that says when to look is the real one.
        derived._looked -= 1.0 / _FRAMES
        derived.update(_START + at / _RATE)
        spent += time.perf_counter() - began
    return spent / seconds


def history(text: str, rows: int) -> tuple[float, float]:
    """Rows of history worked through in a second, and the longest update in milliseconds."""
    store = Store(keep_bytes=1 << 32)
    derived = Derived(store)
    generator = np.random.default_rng(1)
    for start in range(0, rows, 20_000):
        store.append(_batch(start, 20_000, generator))
    derived.define("f", text)
    spans = []
    while True:
        began = time.perf_counter()
        derived.update(_START + rows / _RATE)
        spans.append(time.perf_counter() - began)
        if not derived._behind:
            return rows / sum(spans), max(spans) * 1e3


def _batch(start: int, rows: int, generator: np.random.Generator) -> Batch:
    """Rows of two keys in turn."""
    moment = _START + (start + np.arange(rows)) / _RATE
    return Batch(
        feed="feed",
        stream="trades",
        columns=("price", "size"),
        keys=((start + np.arange(rows)) % 2).astype(np.uint32),
        time=moment,
        received=moment + 0.02,
        values=np.stack((64_000 + generator.normal(size=rows).cumsum(), generator.random(rows))),
        key_base=0,
        new_keys=("A", "B") if start == 0 else (),
    )


def main() -> int:
    """Measure and print; 1 when a formula costs more than it may."""
    console = Console(highlight=False)
    empty = cost({"f": "[A/price]"}, seconds=3)
    console.print(f"as it is: {empty:.2%} of a core")
    worst = 0.0
    for name, text in _FORMULAS.items():
        share = cost({"f": text}, seconds=5)
        speed, longest = history(text, 1_000_000)
        worst = max(worst, share)
        console.print(
            f"{name:22s} {share:6.2%} of a core; history {speed / 1e6:5.2f} M rows/s, longest update {longest:5.1f} ms"
        )
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    texts = list(_FORMULAS.values())
    together = cost({f"f{i}": texts[i % len(texts)] for i in range(many)}, seconds=5)
    console.print(f"{many} at once: {together:.2%} of a core; worst alone {worst:.2%}, must stay below {_MUST:.0%}")
    return int(worst > _MUST)


if __name__ == "__main__":
    sys.exit(main())
