from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.flow import Flow
from monitor.workspace.messages.raw_log import RawEntry, RawLog
from tests.helpers.messages import log_of, raw


class Shown:
    """A list of messages, kept as a view keeps it."""

    def __init__(self, log: RawLog) -> None:
        self.rows: list[RawEntry] = []
        self.flow = Flow(log, every)

    def step(self) -> list[bytes]:
        step = self.flow.step()
        self.rows = [] if step.anew else [row for row in self.rows if row.seq >= step.first]
        self.rows += step.fresh
        return [row.payload for row in self.rows]


def every(entry: RawEntry) -> RawEntry | None:
    return entry


def even(entry: RawEntry) -> RawEntry | None:
    return entry if int(entry.payload) % 2 == 0 else None


def test_a_live_list_follows_the_log() -> None:
    log = log_of(b"1", b"2", most=3)
    shown = Shown(log)
    assert shown.step() == [b"1", b"2"]
    log.append(raw(b"3", b"4"))
    assert shown.step() == [b"2", b"3", b"4"]
    assert shown.flow.live


def test_a_list_that_stands_still_keeps_what_it_shows_and_counts_what_comes() -> None:
    log = log_of(b"1", b"2", most=3)
    shown = Shown(log)
    shown.step()
    shown.flow.freeze()
    log.append(raw(b"3", b"4", b"5", b"6"))
    assert shown.step() == [b"1", b"2"]
    assert not shown.flow.live
    # Only what is still held can be shown later, so only that is promised.
    assert shown.flow.pending == 3
    shown.flow.thaw()
    assert shown.flow.pending == 0
    assert shown.step() == [b"4", b"5", b"6"]


def test_another_filter_goes_over_everything_held_also_while_it_stands_still() -> None:
    log = log_of(b"1", b"2", b"3", b"4")
    shown = Shown(log)
    shown.step()
    shown.flow.freeze()
    log.append(raw(b"5", b"6"))
    shown.flow.show(even)
    assert shown.step() == [b"2", b"4"]
    assert shown.flow.pending == 1
    shown.flow.thaw()
    assert shown.step() == [b"2", b"4", b"6"]


ACTIONS = st.lists(st.sampled_from(["come", "step", "freeze", "thaw", "all", "even"]), max_size=40)


@given(ACTIONS)
def test_whatever_is_done_a_live_list_ends_up_with_what_is_held(actions: list[str]) -> None:
    log = RawLog("feed", most=5)
    shown = Shown(log)
    number, take = 0, every
    for action in actions:
        match action:
            case "come":
                log.append(raw(b"%d" % number))
                number += 1
            case "step":
                shown.step()
            case "freeze":
                shown.flow.freeze()
            case "thaw":
                shown.flow.thaw()
            case _:
                take = even if action == "even" else every
                shown.flow.show(take)
    shown.flow.thaw()
    rows = shown.step()
    assert rows == [entry.payload for entry in log.since(0) if take(entry) is not None]
