from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.sieve import Sieve
from tests.helpers.messages import log_of, raw


def everything(sieve: Sieve[bytes]) -> tuple[list[bytes], int]:
    found, steps = [], 0
    while not sieve.done:
        found += sieve.advance()
        steps += 1
    return found, steps


def with_a(entry: RawEntry) -> bytes | None:
    return entry.payload if b"a" in entry.payload else None


def with_seven(entry: RawEntry) -> bytes | None:
    return entry.payload if b"7" in entry.payload else None


def every(entry: RawEntry) -> bytes | None:
    return entry.payload


def test_what_is_held_passes_in_order_and_then_what_comes() -> None:
    log = log_of(b"a1", b"b1", b"a2")
    sieve = Sieve(log, with_a)
    assert everything(sieve) == ([b"a1", b"a2"], 1)
    assert sieve.advance() == []
    log.append(raw(b"b2", b"a3"))
    assert everything(sieve) == ([b"a3"], 1)


def test_a_long_log_is_gone_through_in_steps() -> None:
    log = log_of(*(b"%d" % number for number in range(4500)))
    assert everything(Sieve(log, with_seven)) == ([b"%d" % n for n in range(4500) if "7" in str(n)], 3)
    long = log_of(*[b"x" * 1_000_000] * 7)
    found, steps = everything(Sieve(long, every))
    assert (len(found), steps) == (7, 3)


def test_what_has_left_before_its_turn_is_passed_over() -> None:
    log = log_of(*(b"%d" % number for number in range(10)), most=3)
    assert everything(Sieve(log, every)) == ([b"7", b"8", b"9"], 1)
    log.clear()
    sieve = Sieve(log, every)
    assert sieve.advance() == []
    assert sieve.done


def test_it_may_begin_later_and_go_on_in_a_copy() -> None:
    log = log_of(b"a", b"b", b"c")
    sieve = Sieve(log, every, start=1)
    still = log.copy()
    log.append(raw(b"d"))
    assert everything(sieve.over(still)) == ([b"b", b"c"], 1)
    assert everything(sieve) == ([b"b", b"c", b"d"], 1)
