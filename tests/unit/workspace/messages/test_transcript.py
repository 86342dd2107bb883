from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.workspace.messages.raw_log import RawLog
from monitor.workspace.messages.replies import ReplyRule
from monitor.workspace.messages.transcript import MOST_ROWS, Transcript
from tests.helpers.messages import raw, sent
from tests.helpers.rows import START


def shown(transcript: Transcript) -> list[tuple[bytes, float | None]]:
    transcript.advance()
    return [(row.entry.payload, row.seconds) for row in transcript.rows]


def test_a_reply_stands_under_what_it_answers() -> None:
    log = RawLog("feed")
    transcript = Transcript(log, ReplyRule("id"))
    log.append(sent(b'{"id":1}', at=START))
    log.append(sent(b'{"id":"2"}', at=START + 1))
    log.append(
        raw(b'{"p":5}', b'{"id":"1","r":true}', b'{"id":2}', b'{"id":1,"more":1}', b"12", at=START + 1.5, step=0.5)
    )
    assert shown(transcript) == [
        (b'{"id":1}', None),
        (b'{"id":"1","r":true}', 2.0),
        (b'{"id":1,"more":1}', 3.0),
        (b'{"id":"2"}', None),
        (b'{"id":2}', 1.5),
    ]
    version = transcript.version
    transcript.advance()
    assert transcript.version == version


def test_the_last_of_two_with_the_same_id_is_answered() -> None:
    log = RawLog("feed")
    for at in (START, START + 10):
        log.append(sent(b'{"id":1}', at=at))
    log.append(raw(b'{"id":1}', at=START + 11))
    assert [seconds for _, seconds in shown(Transcript(log, ReplyRule("id")))] == [None, None, 1.0]


def test_what_answers_nothing_is_shown_on_demand_and_late_answers_are_none() -> None:
    log = RawLog("feed")
    log.append(sent(b'{"id":1}'))
    log.append(raw(b'{"p":5}', b'{"id":1}', at=START + 400))
    assert len(shown(Transcript(log, ReplyRule("id")))) == 1
    assert [seconds for _, seconds in shown(Transcript(log, ReplyRule("id"), every=True))] == [None, None, None]


def test_a_transcript_is_bounded() -> None:
    log = RawLog("feed")
    transcript = Transcript(log, ReplyRule("id"), every=True)
    log.append(sent(b'{"id":1}'))
    log.append(raw(*[b"x"] * (MOST_ROWS + 50), step=0.0))
    log.append(raw(b'{"id":1}'))
    rows = shown(transcript)
    assert len(rows) == MOST_ROWS
    assert transcript.lost == 52
    assert transcript.rows[-1].entry.payload in (b"x", b'{"id":1}')


def test_a_reply_is_told_by_the_name_and_the_value() -> None:
    rule = ReplyRule("params.req id")
    assert ReplyRule('params."req id"').texts('{"params":{"req id":7}}') == (b'"req id"', b"7")
    assert rule.texts('{"id":7}') == ()
    assert ReplyRule("id").texts(b'{"id":true}') == ()
    assert ReplyRule("[0]").texts("[5]") == (b"5",)
    assert ReplyRule("").id_of(b'{"id":1}') is ReplyRule("id[").id_of(b'{"id":1}') is None
    assert ReplyRule("id").id_of(b"no JSON") is None


IDS = st.integers(1, 4)


@given(st.lists(st.tuples(st.sampled_from(["ask", "reply", "data"]), IDS), max_size=40))
def test_every_reply_follows_its_message(events: list[tuple[str, int]]) -> None:
    log = RawLog("feed")
    transcript = Transcript(log, ReplyRule("id"))
    asked: set[int] = set()
    replies = 0
    for number, (kind, told) in enumerate(events):
        message: dict[str, Any] = {"id": told, "n": number} if kind != "data" else {"p": told}
        log.append(sent(message, at=START + number) if kind == "ask" else raw(message, at=START + number))
        asked |= {told} if kind == "ask" else set()
        replies += kind == "reply" and told in asked
        transcript.advance()
    assert sum(row.is_reply for row in transcript.rows) == replies
    current = None
    for row in transcript.rows:
        told_by = ReplyRule("id").id_of(row.entry.payload)
        if row.is_reply:
            assert told_by == current
        else:
            current = told_by
