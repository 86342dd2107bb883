"""Facts for a bug report: names, values, and no name of the user in them."""

from pathlib import Path

from monitor import __version__
from monitor.core.build_info import BuildInfo
from monitor.workspace.about.facts import Fact, as_text, from_home, place_facts, version_facts
from monitor.workspace.keeping.places import Places

HOME = Path("/people/somebody")


def named(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.name: fact.value for fact in facts}


def test_versions_say_which_build_it_is() -> None:
    facts = named(version_facts(BuildInfo("0123456789", "2026-01-02", "deb"), more={"Qt": "6.11"}))
    assert (facts["Feedscope"], facts["Commit"], facts["Build"]) == (__version__, "0123456789", "2026-01-02 deb")
    assert facts["Qt"] == "6.11"
    assert all(facts.values())


def test_what_nobody_knows_is_told_as_such() -> None:
    facts = named(version_facts(BuildInfo()))
    assert facts["Commit"] == "unknown"
    assert "Build" not in facts


def test_a_frozen_program_says_what_was_built_in() -> None:
    assert named(version_facts(BuildInfo(versions={"numpy": "9.9"})))["NumPy"] == "9.9"


def test_folders_can_be_opened() -> None:
    kept = Places(HOME / "a", HOME / "b", HOME / "c", HOME / "d")
    assert [fact.folder for fact in place_facts(kept)] == [HOME / "a", HOME / "b", HOME / "c", HOME / "d"]


def test_the_users_own_folder_is_a_tilde() -> None:
    assert from_home("/people/somebody/x", home=HOME) == str(Path("~/x"))
    assert from_home("/people/somebody-else/x", home=HOME) == "/people/somebody-else/x"
    assert from_home("6.11.3", home=HOME) == "6.11.3"
    assert from_home("/etc", home=Path("/")) == "/etc"


def test_names_and_values_stand_in_columns() -> None:
    text = as_text((Fact("A", "1"), Fact("Long", "/people/somebody/logs")), home=HOME)
    assert text == f"A     1\nLong  {Path('~/logs')}"
