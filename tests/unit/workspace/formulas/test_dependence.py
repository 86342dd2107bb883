"""Formulas are worked out after those they are made of, and never in a circle."""

from monitor.workspace.formulas.dependence import circle_of, dependents_of, in_order

MADE_OF = {"d": ["b", "c"], "b": ["a"], "c": ["a", "gone"], "a": [], "e": []}


def test_each_comes_after_what_it_is_made_of() -> None:
    assert in_order(MADE_OF) == ["a", "b", "c", "d", "e"]


def test_all_that_are_made_of_one() -> None:
    assert dependents_of("a", MADE_OF) == {"b", "c", "d"}
    assert dependents_of("e", MADE_OF) == set()


def test_a_circle_is_found_and_told() -> None:
    assert circle_of("d", MADE_OF) == ()
    assert circle_of("a", {**MADE_OF, "a": ["d"]}) in (("a", "d", "b", "a"), ("a", "d", "c", "a"))
    assert circle_of("a", {"a": ["a"]}) == ("a", "a")
