"""Formulas in a file."""

import msgspec

from monitor.workspace.formulas.formula import Formula
from monitor.workspace.formulas.saved import read_formulas


def test_formulas_come_back_as_they_were() -> None:
    formulas = (Formula("spread", "[a/b/c/ask] - [a/b/c/bid]", "USD"), Formula("double", "2 * spread"))
    assert read_formulas(msgspec.json.encode(formulas)) == (formulas, 0)


def test_one_that_is_damaged_costs_no_other_and_is_counted() -> None:
    data = b'[{"name": "good", "text": "1"}, {"name": 7}, 3]'
    assert read_formulas(data) == ((Formula("good", "1"),), 2)


def test_nothing_and_nonsense_are_no_formulas() -> None:
    assert read_formulas(b"null") == ((), 0)
    assert read_formulas(b"{") == ((), 1)
