"""Older and newer profiles."""

from typing import Any

import pytest

from monitor.feed.profile import SCHEMA
from monitor.feed.profiles.migration import MIGRATIONS, migrate
from monitor.feed.profiles.problem import Problem


def _rename(plain: dict[str, Any]) -> dict[str, Any]:
    return {("address" if name == "url" else name): value for name, value in plain.items()}


def _add(plain: dict[str, Any]) -> dict[str, Any]:
    return {**plain, "about": f"was version {plain['schema']}"}


_STEPS = {1: _rename, 2: _add}


def test_an_old_profile_goes_through_every_step_in_order() -> None:
    assert migrate({"schema": 1, "url": "wss://x"}, schema=3, steps=_STEPS) == {
        "schema": 3,
        "address": "wss://x",
        "about": "was version 2",
    }


def test_a_profile_enters_at_its_own_version() -> None:
    assert migrate({"schema": 2, "url": "kept"}, schema=3, steps=_STEPS) == {
        "schema": 3,
        "url": "kept",
        "about": "was version 2",
    }


def test_a_profile_of_the_present_version_and_one_that_names_none_stay_as_they_are() -> None:
    for plain in ({"schema": 3, "url": "x"}, {"url": "x"}):
        assert migrate(plain, schema=3, steps=_STEPS) == plain


def test_a_newer_profile_is_refused_with_what_to_do() -> None:
    problem = migrate({"schema": 99})
    assert isinstance(problem, Problem)
    assert problem.path == ("schema",)
    assert "version 99" in problem.what
    assert "update it" in problem.what


@pytest.mark.parametrize("version", [0, -1, True, "1", 1.0, None])
def test_a_version_that_is_no_version_is_refused(version: object) -> None:
    problem = migrate({"schema": version})
    assert isinstance(problem, Problem)
    assert problem.what.startswith("must be a whole number from 1")


def test_there_is_a_step_for_every_older_version() -> None:
    assert set(MIGRATIONS) == set(range(1, SCHEMA))
