"""From one workspace into another: everything arrives, nothing that was there is changed, and no secret goes along."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alerts.rule import Rule, Threshold
from monitor.core.batch import SeriesKey
from monitor.feed.profile import Profile, Send
from monitor.feed.texts import secrets_needed
from monitor.workspace.desk.specs.messages import ConsoleSpec
from monitor.workspace.desk.specs.plot import PlotSpec
from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.sharing.exporting import shared_from
from monitor.workspace.sharing.importing import take_in
from monitor.workspace.sharing.reading import parse_shared
from monitor.workspace.sharing.renaming import Renaming
from monitor.workspace.sharing.secretless import without_secrets
from monitor.workspace.sharing.shared import SharedFeed
from monitor.workspace.sharing.writing import dump_shared
from tests.helpers.sharing import PRICE, SHARED, SPREAD, fresh_workspace

SECRET = "s3cr3tValue99"


def test_everything_arrives(tmp_path: Path) -> None:
    workspace = fresh_workspace(tmp_path)
    came = take_in(workspace, SHARED)
    assert (came.feeds, came.desks, came.formulas, came.rules, came.desk) == (1, 1, 1, 2, "Trading")
    assert workspace.desks.current.name == "Trading"
    assert [view.feed for view in workspace.feeds] == ["market"]
    assert workspace.derived.names == ("spread",)
    assert [rule.name for rule in workspace.alerts.rules] == ["High", "Quiet"]


def test_what_goes_out_comes_in_again(tmp_path: Path) -> None:
    first, second = fresh_workspace(tmp_path), fresh_workspace(tmp_path)
    take_in(first, SHARED)
    text = dump_shared(shared_from(first))
    take_in(second, parse_shared(text.encode(), file=""))
    assert dump_shared(shared_from(second)) == text


def test_a_second_time_it_stands_beside_the_first_and_speaks_of_its_own(tmp_path: Path) -> None:
    workspace = fresh_workspace(tmp_path)
    workspace.open_feed(Profile(name="Market", address="wss://example.org/another"))
    take_in(workspace, SHARED)
    before = workspace.desks.current
    take_in(workspace, SHARED)
    assert [(view.feed, view.name) for view in workspace.feeds] == [("market", "Market"), ("market-2", "Market 2")]
    assert workspace.desks.names == ("Main", "Trading", "Trading 2")
    assert workspace.desks.every[1] == before
    assert workspace.derived.names == ("spread", "spread 2")
    assert "market-2/" in (workspace.derived.formula("spread 2") or SHARED.formulas[0]).text
    assert [rule.name for rule in workspace.alerts.rules] == ["High", "Quiet", "High 2", "Quiet 2"]
    plot, table = workspace.desks.current.panels.values()
    assert isinstance(plot, PlotSpec)
    assert isinstance(table, TableSpec)
    assert [curve.series for curve in plot.curves] == [
        replace(PRICE, feed="market-2"),
        SeriesKey("formulas", "spread 2", "", "value"),
    ]
    assert table.feed == "market-2"
    assert workspace.desks.current.planned == (("market-2", "trades"),)
    assert list(workspace.desks.current.automatic.values()) == [("market-2", "trades")]


def test_a_feed_that_is_open_exactly_so_is_used(tmp_path: Path) -> None:
    workspace = fresh_workspace(tmp_path)
    feed = workspace.open_feed(SHARED.feeds[0].profile)
    assert take_in(workspace, SHARED).feeds == 0
    assert [view.feed for view in workspace.feeds] == [feed]


def test_a_feed_that_wants_a_secret_waits_for_the_user(tmp_path: Path) -> None:
    profile = Profile(name="Taker", address="wss://example.net/?token=${env:EXAMPLE_TOKEN}")
    shared = replace(SHARED, feeds=(SharedFeed("market", profile),))
    came = take_in(fresh_workspace(tmp_path), shared)
    assert came.asking == ("Taker",)


def test_a_webhook_neither_goes_out_nor_comes_in(tmp_path: Path) -> None:
    workspace = fresh_workspace(tmp_path)
    take_in(workspace, SHARED)
    hook = f"https://example.net/hooks/{SECRET}"
    workspace.alerts.add(Rule(id="", name="Hooked", condition=Threshold(PRICE), webhook=hook))
    shared = shared_from(workspace)
    assert SECRET not in dump_shared(shared)
    rules = tuple(msgspec.structs.replace(rule, webhook=hook) for rule in shared.rules)
    take_in(workspace, replace(shared, rules=rules))
    assert all(rule.webhook in ("", hook) for rule in workspace.alerts.rules)
    assert sum(rule.webhook == hook for rule in workspace.alerts.rules) == 1


def test_only_what_the_panels_show_goes_out(tmp_path: Path) -> None:
    workspace = fresh_workspace(tmp_path)
    take_in(workspace, SHARED)
    workspace.open_feed(Profile(name="Other", address="wss://example.org/"))
    assert [each.feed for each in shared_from(workspace).feeds] == ["market"]
    workspace.desks.create("Empty")
    shared = shared_from(workspace)
    assert [each.feed for each in shared.feeds] == ["market", "other"]
    assert shared.formulas == ()


def test_what_was_typed_into_a_console_stays_here(tmp_path: Path) -> None:
    workspace = fresh_workspace(tmp_path)
    workspace.desks.add(ConsoleSpec(feed="market", history=(SECRET,), values=(("user", SECRET),)))
    assert SECRET not in dump_shared(shared_from(workspace))


@pytest.mark.parametrize(
    "profile",
    [
        Profile(name="A", address=f"wss://example.net/?token={SECRET}&symbol=BTC"),
        Profile(name="A", address=f"wss://me:{SECRET}@example.net/"),
        Profile(name="A", address="wss://example.net/", headers={"Authorization": f"Bearer {SECRET}"}),
        Profile(name="A", address="wss://example.net/", headers={"X-Api-Key": SECRET}),
        Profile(name="A", address="wss://example.net/", cookies={"whatever": SECRET}),
        Profile(
            name="A",
            address="wss://example.net/",
            variables={"api_secret": SECRET},
            send=(Send(f'{{"login": "{SECRET}"}}'),),
        ),
    ],
)
def test_a_secret_in_a_profile_becomes_a_reference(profile: Profile) -> None:
    freed = without_secrets(profile)
    assert SECRET not in str(msgspec.to_builtins(freed))
    assert len(secrets_needed(freed)) == 1
    assert without_secrets(freed) == freed


def test_a_profile_without_secrets_stays_as_it_is() -> None:
    profile = SHARED.feeds[0].profile
    assert without_secrets(profile) is profile


@given(st.text(alphabet="ab[]/\"' +*()1.", max_size=30))
@settings(max_examples=60)
def test_a_formula_that_cannot_be_read_stays_as_it_is(text: str) -> None:
    assert Renaming().text(text).count("\n") == text.count("\n")


def test_names_in_formulas_are_quoted_where_they_must_be() -> None:
    text = "[market/trades/BTC/price] - [formulas/spread//value]"
    renaming = Renaming({"market": "my market"}, {"spread": "a/b"})
    renamed = renaming.text(text)
    assert Renaming({"my market": "market"}, {"a/b": "spread"}).text(renamed) == Renaming().text(text)
    assert SPREAD.stream == "spread"
