"""Rules beside the feeds: what they see, and whom they tell."""

import asyncio
from dataclasses import replace

import msgspec
import pytest

from monitor.alerts.rule import AllOf, GapOpen, Match, Rule, SilentFeed, Threshold
from monitor.core.batch import SeriesKey
from monitor.core.clock import ManualClock
from monitor.core.errors import Fault, TransportError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.alerting.alerting import Alerting
from monitor.engine.commands import (
    AcknowledgeAlert,
    JudgeRows,
    SetRules,
    SnoozeAlert,
)
from monitor.engine.messages import (
    AlertChanged,
    FeedCounts,
    FeedStatus,
    Notice,
)
from tests.helpers.alerting import PRICE
from tests.helpers.changes import Changes
from tests.helpers.rows import START, Source

ABOVE = Rule(id="r", name="High", condition=Threshold(PRICE, "above", 10.0))


class Bench:
    """Alerting with all that it says kept."""

    def __init__(self, *rules: Rule) -> None:
        self.clock = ManualClock(wall=START)
        self.said: list[AlertChanged | Notice] = []
        self.posted: list[tuple[str, dict[str, object]]] = []
        self.failing: TransportError | None = None
        self.changed = Changes()
        self.alerting = Alerting(clock=self.clock, emit=self._say, post=self._post)
        self.source = Source()
        self.alerting.open_feed("feed", "Market")
        if rules:
            self.alerting.execute(SetRules(rules))

    def row(self, *values: float) -> None:
        """Rows come now."""
        now = self.clock.wall()
        self.alerting.observe(self.source.batch([now] * len(values), values))
        self.alerting._judge_rows()

    def pass_(self, seconds: float) -> None:
        """Time passes."""
        self.clock.advance(seconds)
        self.alerting.tick()

    @property
    def alerts(self) -> list[tuple[str, bool]]:
        return [(said.rule, said.on) for said in self.said if isinstance(said, AlertChanged)]

    @property
    def last(self) -> AlertChanged:
        return [said for said in self.said if isinstance(said, AlertChanged)][-1]

    @property
    def notices(self) -> list[str]:
        return [said.text for said in self.said if isinstance(said, Notice)]

    def _say(self, message: AlertChanged | Notice) -> None:
        self.said.append(message)
        self.changed.set()

    async def _post(self, address: str, body: bytes) -> None:
        self.posted.append((address, msgspec.json.decode(body)))
        self.changed.set()
        if self.failing is not None:
            raise self.failing


async def test_an_alert_comes_on_and_goes_off_with_its_reasons() -> None:
    bench = Bench(ABOVE)
    bench.row(11.0)
    assert bench.last == AlertChanged(
        "r", on=True, at=START, reason="A price 11 is above 10", value=11.0, feed="feed", key="A"
    )
    bench.row(9.0)
    assert bench.alerts == [("r", True), ("r", False)]


async def test_rows_are_judged_by_themselves_soon_after_they_came() -> None:
    bench = Bench(ABOVE)
    bench.alerting.observe(bench.source.batch([START], [11.0]))
    assert bench.alerts == []
    await bench.changed.until(lambda: bool(bench.alerts))


async def test_a_key_whose_name_came_before_the_rule_is_known() -> None:
    bench = Bench()
    bench.row(9.0)
    bench.alerting.execute(SetRules((ABOVE,)))
    bench.row(11.0)
    assert bench.alerts == [("r", True)]


async def test_an_unchanged_rule_keeps_what_it_has_learned() -> None:
    held = Rule(id="r", name="High", condition=ABOVE.condition, hold_seconds=5.0)
    bench = Bench(held)
    bench.row(11.0)
    bench.pass_(4.0)
    bench.alerting.execute(SetRules((msgspec.structs.replace(held, name="Higher", sound=False),)))
    bench.pass_(1.5)
    assert bench.alerts == [("r", True)]


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ((), "the rule is off"),
        ((msgspec.structs.replace(ABOVE, enabled=False),), "the rule is off"),
        ((msgspec.structs.replace(ABOVE, condition=Threshold(PRICE, "above", 12.0)),), "the rule was changed"),
    ],
)
async def test_what_is_on_goes_off_with_its_rule(rules: tuple[Rule, ...], why: str) -> None:
    bench = Bench(ABOVE)
    bench.row(11.0)
    bench.alerting.execute(SetRules(rules))
    assert (bench.last.on, bench.last.reason) == (False, why)


async def test_a_rule_that_makes_no_sense_is_told_and_left_out() -> None:
    bench = Bench(Rule(id="x", name="Odd", condition=Match("feed", "(", kind="regex")), ABOVE)
    assert bench.notices == ["The alert Odd cannot be used: '(' is no regular expression"]
    bench.row(11.0)
    assert bench.alerts == [("r", True)]


async def test_silence_counts_from_what_was_heard_last_rows_or_not() -> None:
    bench = Bench(Rule(id="r", name="Quiet", condition=SilentFeed("feed", 5.0)))
    bench.alerting.observe(FeedStatus("feed", FeedState.LIVE, START))
    bench.pass_(4.0)
    bench.alerting.observe(FeedCounts("feed", last_received=START + 4.0))
    bench.pass_(4.0)
    assert bench.alerts == []
    bench.pass_(1.5)
    assert (bench.last.on, bench.last.at) == (True, START + 9.0)
    assert bench.last.reason == "nothing has come from Market for 5\N{FOUR-PER-EM SPACE}s"


async def test_a_rule_made_while_a_gap_is_open_knows_of_it() -> None:
    bench = Bench()
    bench.alerting.observe(Gap("feed", START, None, "the server restarted"))
    bench.alerting.execute(SetRules((Rule(id="r", name="Gone", condition=GapOpen("feed")),)))
    assert bench.last.reason == "Market has no connection: the server restarted"
    bench.alerting.close_feed("feed")
    assert bench.alerts == [("r", True), ("r", False)]


async def test_messages_are_looked_at_only_for_rules_that_want_them() -> None:
    bench = Bench(ABOVE)
    assert bench.alerting.heed("feed") is None
    rule = Rule(id="m", name="Error", condition=AllOf((Match("feed", "error"), Threshold(PRICE, "above", 10.0))))
    bench.alerting.execute(SetRules((rule,)))
    heed = bench.alerting.heed("feed")
    assert heed is not None
    assert bench.alerting.heed("other") is None
    heed([b"fine", b"an  error 7"], START)
    assert bench.alerts == []
    bench.row(11.0)
    assert bench.last.reason == "a message of Market matches: an error 7 and A price 11 is above 10"


async def test_rows_of_formulas_are_judged_like_any_other() -> None:
    rule = Rule(id="f", name="Spread", condition=Threshold(SeriesKey("formulas", "spread", "", "value"), "above", 1.0))
    bench = Bench(rule)
    batch = Source("formulas", "spread", ("value",)).batch([START], [2.0], keys="")
    bench.alerting.execute(JudgeRows(batch))
    bench.pass_(0.25)
    assert bench.last.reason == "spread 2 is above 1"


async def test_a_snoozed_rule_is_judged_but_tells_no_webhook_until_the_snooze_is_over() -> None:
    bench = Bench(msgspec.structs.replace(ABOVE, webhook="https://example.net/hook"))
    bench.alerting.execute(SnoozeAlert("r", START + 60.0))
    bench.row(11.0)
    assert (bench.last.on, bench.last.snoozed_until) == (True, START + 60.0)
    await bench.alerting.stop()
    assert bench.posted == []
    bench.pass_(61.0)
    assert (bench.last.on, bench.last.snoozed_until) == (True, None)
    await bench.changed.until(lambda: len(bench.posted) == 1)
    bench.row(9.0)
    await bench.changed.until(lambda: len(bench.posted) == 2)
    assert [body["on"] for _, body in bench.posted] == [True, False]
    await bench.alerting.stop()


async def test_a_webhook_is_told_what_happened_in_plain_json() -> None:
    bench = Bench(msgspec.structs.replace(ABOVE, webhook="https://example.net/hook"))
    bench.row(11.0)
    await bench.changed.until(lambda: bool(bench.posted))
    await bench.alerting.stop()
    address, body = bench.posted[0]
    assert address == "https://example.net/hook"
    assert body == {
        "rule": "r",
        "name": "High",
        "level": "warn",
        "on": True,
        "at": START,
        "reason": "A price 11 is above 10",
        "value": 11.0,
        "feed": "Market",
        "key": "A",
    }


async def test_a_webhook_that_fails_is_told_once() -> None:
    bench = Bench(msgspec.structs.replace(ABOVE, webhook="https://example.net/hook"))
    bench.failing = TransportError("example.net has nothing at this path (404)", fault=Fault.NOT_FOUND)
    bench.row(11.0, 9.0, 11.0)
    await bench.changed.until(lambda: len(bench.posted) == 3)
    await bench.alerting.stop()
    assert bench.notices == ["The webhook of the alert High was not told: example.net has nothing at this path (404)"]


async def test_what_was_acknowledged_stays_so_until_it_goes_off() -> None:
    bench = Bench(ABOVE)
    bench.row(11.0)
    bench.alerting.execute(AcknowledgeAlert("r"))
    assert (bench.last.on, bench.last.acknowledged) == (True, True)
    bench.row(9.0, 12.0)
    assert (bench.last.on, bench.last.acknowledged) == (True, False)


async def test_what_was_acknowledged_before_the_engine_died_is_not_new() -> None:
    bench = Bench(ABOVE)
    bench.alerting.execute(AcknowledgeAlert("r", ahead=True))
    bench.row(11.0)
    assert bench.last.acknowledged
    bench.row(9.0)
    bench.pass_(61.0)
    bench.row(11.0)
    assert not bench.last.acknowledged


async def test_a_rule_that_flaps_is_told_of_a_few_times_and_then_as_it_stands() -> None:
    bench = Bench(ABOVE)
    bench.row(*([11.0, 9.0] * 40), 11.0)
    assert len(bench.alerts) == 21
    assert bench.last.on


@pytest.mark.logs
async def test_a_fault_in_one_rule_stops_that_rule_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    bench = Bench(ABOVE, replace_id(ABOVE, "s"))
    standing = bench.alerting._standing["r"]
    monkeypatch.setattr(standing.evaluator, "take", lambda _: 1 / 0)
    bench.row(11.0)
    assert bench.notices == ["A fault of Feedscope has stopped the alert High (ZeroDivisionError)"]
    assert bench.alerts == [("s", True)]


def replace_id(rule: Rule, name: str) -> Rule:
    return msgspec.structs.replace(rule, id=name)


async def test_late_rows_do_not_turn_anything() -> None:
    bench = Bench(ABOVE)
    now = bench.clock.wall()
    batch = bench.source.batch([now, now - 1.0], [9.0, 11.0])
    bench.alerting.observe(replace(batch, received=batch.received + 0.0))
    bench.alerting._judge_rows()
    assert bench.alerts == []
