"""Templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import ProfileError
from monitor.feed.placeholders import Slot, escaped, fill, slots, usable_name


def _upper(slot: Slot) -> str:
    return slot.body.upper()


@given(st.text())
def test_an_escaped_text_renders_to_itself(text: str) -> None:
    assert fill(escaped(text), _upper) == text


@given(st.lists(st.one_of(st.text(), st.sampled_from([Slot("a"), Slot("b:lower"), Slot("env:C"), Slot("d{}.e[0]")]))))
def test_a_template_is_filled_in_piece_by_piece(parts: list[str | Slot]) -> None:
    text = "".join(f"${{{part.body}}}" if isinstance(part, Slot) else escaped(part) for part in parts)
    assert fill(text, _upper) == "".join(_upper(part) if isinstance(part, Slot) else part for part in parts)
    assert list(slots(text)) == [part for part in parts if isinstance(part, Slot)]


def test_a_lone_dollar_is_a_dollar_and_values_are_not_templates() -> None:
    assert fill("$ 5 $x ${a} $$ $${b}", lambda slot: "${c}$$") == "$ 5 $x ${c}$$ $ ${b}"


def test_a_slot_that_is_never_closed_is_told_with_its_place() -> None:
    with pytest.raises(ProfileError, match="at character 4 is never closed; a dollar sign is"):
        list(slots("ab ${c"))


def test_an_encoder_sees_what_stands_before_and_after() -> None:
    seen = []

    def encode(before: str, value: str, after: str) -> str:
        seen.append((before, value, after))
        return value

    fill("x${a}y${b}z", _upper, encode=encode)
    assert seen == [("x", "A", "yz"), ("xAy", "B", "z")]


def test_a_slot_knows_its_parts() -> None:
    assert (Slot("a:upper").name, Slot("a:upper").filtered("x")) == ("a", "X")
    assert (Slot("env:A").reference, Slot("env:A").filtered("x")) == ("env:A", "x")
    assert (Slot("secret:A").reference, Slot("secret:A:b").problem() != "") == ("secret:A", True)
    assert Slot("a").reference == Slot("env").reference == ""


@pytest.mark.parametrize("name", ["a", "A_1", "_"])
def test_usable_names(name: str) -> None:
    assert usable_name(name)


@pytest.mark.parametrize("name", ["", "1a", "a-b", "env", "symbol", "items", "a:lower", "ä"])
def test_unusable_names(name: str) -> None:
    assert not usable_name(name)
