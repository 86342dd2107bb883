"""Tests for monitor.engine.recognising.tries."""

import asyncio

from monitor.engine.recognising.outcome import Outcome
from monitor.engine.recognising.tries import Tries
from monitor.feed.recognition.candidate import Candidate, Offer
from monitor.feed.recognition.found import Found

FIRST, SECOND, THIRD = (Candidate(name, Offer("ws://host")) for name in ("first", "second", "third"))


class Probe:
    """Answers as the test has it: `ends` holds a future for each candidate."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.ends: dict[str, asyncio.Future[Outcome]] = {
            each.what: loop.create_future() for each in (FIRST, SECOND, THIRD)
        }

    async def __call__(self, candidate: Candidate) -> Outcome:
        return await self.ends[candidate.what]

    def end(self, candidate: Candidate, *, found: bool = False, reached: bool = True) -> None:
        what = Found(candidate.what, "the test") if found else None
        self.ends[candidate.what].set_result(Outcome(f"{candidate.what} is over", what, reached))


def named(found: Found | None) -> str:
    return "" if found is None else found.what


async def test_the_likelier_of_two_counts_though_it_answers_later() -> None:
    probe = Probe()
    tries = Tries(probe)
    tries.add((FIRST, SECOND))
    looking = asyncio.ensure_future(tries.found())

    probe.end(SECOND, found=True)
    await asyncio.sleep(0)
    probe.end(FIRST, found=True)

    assert named(await looking) == "first"


async def test_one_that_says_nothing_is_not_waited_for_long() -> None:
    probe = Probe()
    tries = Tries(probe)
    tries.add((FIRST, SECOND, THIRD))
    probe.end(SECOND, found=True)

    async with asyncio.timeout(2.0):
        assert named(await tries.found()) == "second"
    assert tries.tried == (("second", "second is over"),)
    tries.end()


async def test_nothing_is_found_once_all_have_failed() -> None:
    probe = Probe()
    tries = Tries(probe)
    tries.add((FIRST, SECOND))
    probe.end(FIRST)
    probe.end(SECOND, reached=False)

    assert await tries.found() is None
    assert tries.reached
    assert not tries.takes_any


async def test_while_there_is_more_to_come_failures_are_not_the_end() -> None:
    probe = Probe()
    tries = Tries(probe)
    more = asyncio.Event()
    tries.add((FIRST,))
    probe.end(FIRST)
    looking = asyncio.ensure_future(tries.found(until=more.wait()))
    await asyncio.sleep(0.01)
    assert not looking.done()

    more.set()

    assert await looking is None


async def test_what_is_still_under_way_counts_in_the_next_look() -> None:
    probe = Probe()
    tries = Tries(probe)
    over = asyncio.Event()
    over.set()
    tries.add((FIRST,))
    assert await tries.found(until=over.wait()) is None

    tries.add((SECOND,))
    probe.end(SECOND)
    probe.end(FIRST, found=True)

    assert named(await tries.found()) == "first"


async def test_a_server_that_nobody_reached_is_told_apart() -> None:
    probe = Probe()
    tries = Tries(probe)
    tries.add((FIRST,))
    probe.end(FIRST, reached=False)

    await tries.found()

    assert not tries.reached


async def test_what_is_given_up_is_not_told_of() -> None:
    probe = Probe()
    tries = Tries(probe)
    tries.add((FIRST, SECOND))
    probe.end(FIRST)
    await asyncio.sleep(0)

    tries.end()
    await asyncio.sleep(0)

    assert [what for what, _ in tries.tried] == ["first"]
