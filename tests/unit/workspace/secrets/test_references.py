"""References are told apart from plain text, and written as profiles have them."""

import pytest

from monitor.workspace.secrets.references import is_name, kept, name_of, placeholder, reference_in, variable


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Bearer ${env:TOKEN}", "env:TOKEN"),
        ("${symbol} ${secret:KEY} ${env:B}", "secret:KEY"),
        ("$${secret:KEY}", ""),
        ("Bearer abc", ""),
        ("${other:KEY}", ""),
    ],
)
def test_the_first_reference_of_a_text_is_found(text: str, reference: str) -> None:
    assert reference_in(text) == reference


def test_a_reference_names_its_secret() -> None:
    assert placeholder(kept("KEY")) == "${secret:KEY}"
    assert placeholder(variable("KEY")) == "${env:KEY}"
    assert name_of(kept("KEY")) == "KEY"


@pytest.mark.parametrize(
    ("name", "good"), [("A_1", True), ("", False), ("1A", False), ("a b", False), ("A" * 201, False)]
)
def test_a_name_is_letters_digits_and_underscores(name: str, good: bool) -> None:
    assert is_name(name) is good
