"""`python -m tests.fuzz`: fuzz every target for as long as is asked for, and go on from where the last run ended."""

import argparse
import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from itertools import count
from pathlib import Path

import msgspec

from tests.fuzz.engine import Crash, Run, as_test, smaller
from tests.fuzz.target import Example, Target
from tests.fuzz.targets import TARGETS

_CORPUS = Path("build/fuzz")
_SLICE = 5.0
"""Seconds for one target before the next has its turn, where there is time for each."""
_WEIGHED_EVERY = 8
"""Turns; in one that is weighed there is time for a fifth of the examples."""
_MOST_KEPT = 2000
_GROWTH = 8 * 1024 * 1024
_READ = msgspec.msgpack.Decoder(Example)


class Corpus:
    """Examples of earlier runs that have led to something new, a file each."""

    def __init__(self, target: Target) -> None:
        self._folder = _CORPUS / target.name.replace("/", "-")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count = sum(1 for _ in self._folder.iterdir())

    def examples(self) -> list[Example]:
        """What is there; a file that cannot be read is passed over."""
        found = []
        for file in sorted(self._folder.iterdir()):
            try:
                found.append(_READ.decode(file.read_bytes()))
            except msgspec.DecodeError:
                continue
        return found

    def add(self, example: Example) -> None:
        """Keep one more, while there are not too many."""
        data = msgspec.msgpack.encode(example)
        file = self._folder / sha256(data).hexdigest()[:16]
        if self._count < _MOST_KEPT and not file.exists():
            file.write_bytes(data)
            self._count += 1


def main() -> int:
    """0 when nothing was found."""
    options = _options()
    chosen = {name: target for name, target in TARGETS.items() if options.only in name}
    if not chosen:
        say(f"no target has {options.only!r} in its name; there are {', '.join(TARGETS)}")
        return 2
    say(f"seed {options.seed}, {len(chosen)} targets, {options.minutes:g} min")
    found: dict[str, Crash] = {}
    runs = {name: Run(target, seed=options.seed) for name, target in chosen.items()}
    corpora = {name: Corpus(target) for name, target in chosen.items()}
    for name, run in runs.items():
        crash = run.seeds() or next(filter(None, map(run.attempt, corpora[name].examples())), None)
        if crash is not None:
            _tell(chosen[name], crash, found)
    turn = min(_SLICE, options.minutes * 60.0 / len(chosen))
    end = time.monotonic() + options.minutes * 60.0
    for number in count():
        if time.monotonic() >= end or len(found) == len(chosen):
            break
        for name, run in runs.items():
            if name not in found and time.monotonic() < end:
                until = min(end, time.monotonic() + turn)
                with _weighed(run) if number % _WEIGHED_EVERY == 1 else nullcontext():
                    _go_on(chosen[name], run, corpora[name], found, until=until)
    for name, run in runs.items():
        say(f"{name:28} {run.tried:9,} tried {run.kept:7,} kept  {'FAILED' if name in found else 'well'}")
    return 1 if found else 0


def _go_on(target: Target, run: Run, corpus: Corpus, found: dict[str, Crash], *, until: float) -> None:
    """One turn of a target."""
    while time.monotonic() < until:
        crash, new = run.once(), run.newest
        if new is not None:
            corpus.add(new)
        if crash is not None:
            _tell(target, crash, found)
            return


@contextmanager
def _weighed(run: Run) -> Iterator[None]:
    """A turn after which there must not be more memory in use than before, but for what was kept."""
    gc.collect()
    tracemalloc.start()
    try:
        before, kept = tracemalloc.get_traced_memory()[0], run.kept
        yield
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    allowed = _GROWTH + (run.kept - kept) * 128 * 1024
    if grown > allowed:
        say(f"{run.name}: {grown:,} bytes more than before, {allowed:,} at the most were expected")


def _tell(target: Target, crash: Crash, found: dict[str, Crash]) -> None:
    small = smaller(target, crash)
    found[target.name] = small
    file = _CORPUS / f"found-{target.name.replace('/', '-')}.py"
    file.write_text(as_test(small), "utf-8")
    say(f"\n{target.name} fails. Put this into tests/fuzz/test_found.py, and mend it ({file}):\n\n{as_test(small)}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz ARGS=", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long, all targets together (%(default)s)")
    parser.add_argument("--only", default="", metavar="NAME", help="targets with this in their name")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="to run it again")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
