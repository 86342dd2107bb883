from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.raw_log import RawLog
from tests.helpers.messages import log_of, payloads, raw, sent
from tests.helpers.rows import START


def test_messages_get_numbers_and_keep_what_the_engine_says_of_them() -> None:
    log = RawLog("feed")
    log.append(raw(b"a", b"b", binary=frozenset({1}), cut={1: 900}, skipped=3))
    log.append(sent(b"c", at=START + 5))
    first, second, third = log.since(0)
    assert (first.seq, first.payload, first.size, first.binary, first.outgoing, first.cut) == (
        0,
        b"a",
        1,
        False,
        False,
        False,
    )
    assert (second.seq, second.size, second.binary, second.cut) == (1, 900, True, True)
    assert (third.seq, third.time, third.outgoing) == (2, START + 5, True)
    assert (log.skipped, log.taken, len(log)) == (3, 3, 3)


def test_the_oldest_leave_first_and_are_counted() -> None:
    log = log_of(*(b"%d" % number for number in range(10)), most=4)
    assert payloads(log.since(0)) == [b"6", b"7", b"8", b"9"]
    assert (log.first, log.end, log.evicted) == (6, 10, 6)
    assert payloads(log.since(8)) == [b"8", b"9"]
    assert payloads(log.since(7, 2)) == [b"7", b"8"]
    assert payloads(log.before(9, 2)) == [b"8", b"7"]
    assert log.before(6, 2) == []
    assert log.since(10) == []


def test_a_log_is_bounded_in_bytes_but_for_its_newest_message() -> None:
    log = log_of(b"x" * 60, b"y" * 60, b"z" * 500, most_bytes=100)
    assert payloads(log.since(0)) == [b"z" * 500]


def test_what_was_cleared_is_not_numbered_again() -> None:
    log = log_of(b"a", b"b")
    log.clear()
    assert log.since(0) == []
    log.append(raw(b"c"))
    assert [each.seq for each in log.since(0)] == [2]


@given(
    sizes=st.lists(st.integers(0, 40), max_size=60),
    most=st.integers(1, 20),
    most_bytes=st.integers(1, 200),
    seq=st.integers(0, 70),
    before=st.integers(0, 70),
)
def test_a_log_holds_the_newest_within_its_bounds(
    sizes: list[int], most: int, most_bytes: int, seq: int, before: int
) -> None:
    log = RawLog("feed", most=most, most_bytes=most_bytes)
    for size in sizes:
        log.append(raw(b"x" * size))
    held = [len(each.payload) for each in log.since(0)]
    assert held == (sizes[-len(held) :] if held else [])
    assert len(held) <= most
    assert sum(held) <= most_bytes or len(held) == 1
    assert [each.seq for each in log.since(seq)] == list(range(max(seq, log.first), log.end))
    older = range(min(before, log.end) - 1, log.first - 1, -1)
    assert [each.seq for each in log.before(before, 5)] == list(older)[:5]
