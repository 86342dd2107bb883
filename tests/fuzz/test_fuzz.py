"""A short run of every target, on the same examples each time; `make fuzz` goes on for as long as one likes."""

import gc
import tracemalloc
from itertools import chain
from random import Random

import pytest

from monitor.wire.received import Received
from tests.fuzz.dialects import HEAVIEST, MAKERS
from tests.fuzz.engine import Crash, Hang, Run, as_test, smaller
from tests.fuzz.mutation import Mutator
from tests.fuzz.target import Example, Finding, Target
from tests.fuzz.targets import TARGETS
from tests.fuzz.weight import weight

_EXAMPLES = 1000
_FEWER = {"discovery": 60, "profiles": 200, "decoders": 150, "files": 300}
"""These take ten times as long as others."""


def examples(name: str) -> int:
    return _FEWER.get(name.partition("/")[0], _EXAMPLES)


def told(target: Target, crash: Crash | None) -> None:
    """Fail with the smallest example, as a test to keep."""
    if crash is not None:
        small = smaller(target, crash, most=300)
        raise AssertionError(f"put this into test_found.py, and mend it:\n\n{as_test(small)}") from small.error


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_nothing_fails_but_as_it_may(name: str) -> None:
    run = Run(TARGETS[name], seed=0)
    told(TARGETS[name], run.seeds())
    for _ in range(examples(name)):
        told(TARGETS[name], run.once())


@pytest.mark.parametrize("name", MAKERS)
def test_a_connection_that_lasts_keeps_no_more_than_its_bounds(name: str) -> None:
    target = TARGETS[f"dialects/{name}"]
    mutator = Mutator(target, Random(name))
    dialect = MAKERS[name]()
    dialect.opened(now=0.0)
    # What its server says truly keeps it alive between what it would never say.
    steps = chain.from_iterable(chain(target.seeds[0], mutator.example()) for _ in range(150))
    for now, (_, data, binary) in enumerate(steps):
        if dialect.receive(Received([data], {0} if binary else set()), now=float(now)).fault is not None:
            assert weight(dialect) < HEAVIEST
            dialect = MAKERS[name]()
            dialect.opened(now=float(now))
    assert weight(dialect) < HEAVIEST


def test_ten_thousand_examples_leave_nothing_behind() -> None:
    target = TARGETS["dialects/mqtt5"]
    mutator = Mutator(target, Random(1))
    made = [mutator.example() for _ in range(1000)]
    for example in made:
        target.run(example)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(10_000):
            target.run(made[number % len(made)][:3])
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 256 * 1024


def both(example: Example) -> str:
    text = b"".join(data for _, data, _ in example)
    if b"42" in text and b"!" in text:
        raise Finding("both")
    return "well"


def test_what_fails_is_made_small_and_told_as_a_test() -> None:
    target = Target("made up", both, [((5.0, b"begin", True), (1.0, b"abc42def", False), (0.0, b"xy!z", False))])
    crash = Run(target, seed=0).seeds()
    assert crash is not None
    small = smaller(target, crash)
    assert small.example == ((0.0, b"42", False), (0.0, b"!", False))
    text = as_test(small)
    assert "def test_made_up() -> None:\n    # Finding: both" in text
    assert "(0.0, b'42', False)," in text
    compile(text, "x", "exec")


def test_something_new_is_kept_and_made_others_of() -> None:
    target = Target("lengths", lambda example: sum(len(data) for _, data, _ in example), [((0.0, b"a", False),)])
    run = Run(target, seed=0)
    for _ in range(100):
        assert run.once() is None
    assert 10 < run.kept <= run.tried == 100


def test_what_hangs_is_stopped() -> None:
    def hang(_: Example) -> None:
        while True:
            pass

    crash = Run(Target("endless", hang, ()), seed=0, longest=0.05).once()
    assert crash is not None
    assert isinstance(crash.error, Hang)


def test_the_same_seed_gives_the_same_examples() -> None:
    target = TARGETS["dialects/stomp"]
    one, two = (Mutator(target, Random(5)) for _ in range(2))
    assert [one.example() for _ in range(50)] == [two.example() for _ in range(50)]


def test_what_is_kept_is_weighed_and_what_belongs_to_nobody_is_not() -> None:
    assert weight([b"x" * 1000, {"a": "y" * 1000}]) > 2000
    assert weight(weight) == weight(str) == 0
    around: list[object] = []
    around.append(around)
    assert weight(around) < 1000
