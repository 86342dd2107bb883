"""What whoever looks at raw messages is shown, and what is left out and counted."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.messages import RawMessages
from monitor.engine.raw_watch import LONGEST, RawWatch

WALL = 1e9


def watching(most: int | None = None, *, outgoing: bool = True) -> tuple[RawWatch, list[RawMessages]]:
    told: list[RawMessages] = []
    watch = RawWatch("feed", emit=told.append)
    watch.begin(most=most, outgoing=outgoing)
    return watch, told


def numbered(count: int, start: int = 0) -> list[bytes]:
    return [b"%d" % number for number in range(start, start + count)]


def test_without_a_bound_everything_is_shown_whole() -> None:
    watch, told = watching()
    long = b"x" * (LONGEST + 1)
    watch.received([b"{}", long, b"\x00"], {2}, wall=WALL, now=0.0)
    assert told == [RawMessages("feed", (WALL,) * 3, (b"{}", long, b"\x00"), frozenset({2}))]


def test_of_a_flood_the_newest_are_shown_and_the_rest_is_counted() -> None:
    watch, told = watching(10)
    watch.received(numbered(1000), {999}, wall=WALL, now=0.0)
    (raw,) = told
    assert raw.payloads == tuple(numbered(10, 990))
    assert raw.skipped == 990
    assert raw.binary == {9}
    watch.received(numbered(1000), set(), wall=WALL + 0.05, now=0.05)
    watch.received(numbered(1000), set(), wall=WALL + 0.5, now=0.5)
    assert len(told) == 2
    assert (len(told[1].payloads), told[1].skipped) == (5, 1995)


def test_what_was_left_out_is_told_also_when_nothing_follows() -> None:
    watch, told = watching(1)
    watch.received(numbered(1), set(), wall=WALL, now=0.0)
    watch.settle()
    watch.received(numbered(7), set(), wall=WALL, now=0.0)
    watch.settle()
    watch.settle()
    assert [(raw.payloads, raw.skipped) for raw in told] == [((b"0",), 0), ((), 7)]


def test_a_long_message_is_cut_and_its_size_is_told() -> None:
    watch, told = watching(10)
    watch.received([b"short", b"y" * (3 * LONGEST)], set(), wall=WALL, now=0.0)
    assert [len(payload) for payload in told[0].payloads] == [5, LONGEST]
    assert told[0].cut == {1: 3 * LONGEST}


def test_many_long_messages_are_bounded_in_bytes() -> None:
    watch, told = watching(1000)
    for step in range(10):
        watch.received([b"z" * LONGEST] * 10, set(), wall=WALL, now=step / 10)
    shown = sum(len(payload) for raw in told for payload in raw.payloads)
    assert shown <= 18 * LONGEST
    assert sum(raw.skipped for raw in told) + shown // LONGEST <= 100


def test_a_reply_is_shown_however_much_comes_besides() -> None:
    watch, told = watching(5)
    watch.received(numbered(100), set(), wall=WALL, now=0.0)
    watch.expect((b'"id"', b"7"), now=0.1)
    reply = b'{"id":7,"result":[]}'
    watch.received([*numbered(50), reply, *numbered(50)], set(), wall=WALL, now=0.2)
    assert told[1].payloads == (reply, b"49")
    watch.received([reply, *numbered(50)], set(), wall=WALL, now=60.0)
    assert reply not in told[2].payloads


def test_what_was_sent_is_always_shown() -> None:
    watch, told = watching(1)
    for number in range(5):
        watch.sent(f"ask {number}", wall=WALL + number)
    watch.sent(b"\x01", wall=WALL + 9)
    assert [raw.payloads for raw in told] == [*(((b"ask %d" % number),) for number in range(5)), (b"\x01",)]
    assert all(raw.outgoing == {0} for raw in told)
    assert told[-1].binary == {0}


def test_who_asked_for_what_is_received_gets_nothing_else() -> None:
    watch, told = watching(outgoing=False)
    watch.sent("hello", wall=WALL)
    assert told == []


def test_nothing_is_expected_of_one_that_is_not_on() -> None:
    watch, told = watching(1)
    watch.end()
    assert not watch.on
    watch.expect((b"0",), now=0.0)
    watch.begin(most=1, outgoing=True)
    watch.received(numbered(3), set(), wall=WALL, now=0.0)
    assert told[0].payloads == (b"2",)


@given(
    most=st.integers(1, 50),
    blocks=st.lists(st.tuples(st.integers(1, 80), st.floats(0.0, 0.7)), max_size=30),
)
def test_every_message_is_either_shown_or_counted_and_no_second_shows_too_many(
    most: int, blocks: list[tuple[int, float]]
) -> None:
    watch, told = watching(most)
    now, number, at = 0.0, 0, []
    for count, pause in blocks:
        now += pause
        before = len(told)
        watch.received(numbered(count, number), set(), wall=WALL + now, now=now)
        number += count
        at += [now] * sum(len(raw.payloads) for raw in told[before:])
    watch.settle()
    assert sum(len(raw.payloads) + raw.skipped for raw in told) == number
    for index, start in enumerate(at):
        assert sum(moment <= start + 1.0 for moment in at[index:]) <= 2 * most + 1
