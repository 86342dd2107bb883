"""Formulas mean what everybody expects of operators, and say what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.formulas.parser import DEEPEST, MOST_CALLS, parse
from monitor.formulas.problem import Extent, FormulaError
from monitor.formulas.tree import Call, Named, Node, Number


def bracketed(node: Node) -> str:
    """A tree with a bracket around everything."""
    match node:
        case Number():
            return f"{node.value:g}{'s' if node.duration else ''}"
        case Named():
            return f"[{'/'.join(node.parts)}]"
        case Call() if (len(node.arguments) == 2 and not node.name.isalpha()) or node.name in ("and", "or"):
            return f"({bracketed(node.arguments[0])} {node.name} {bracketed(node.arguments[1])})"
        case Call():
            return f"{node.name}({', '.join(map(bracketed, node.arguments))})"
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))"),
        ("-2 ^ 2", "-x((2 ^ 2))"),
        ("2 ** -[x]", "(2 ^ -x([x]))"),
        ("-[x] * 2", "(-x([x]) * 2)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("1 < 2 + 3 and not 4 > 5 or 6", "(((1 < (2 + 3)) and not((4 > 5))) or 6)"),
        ("sma([a/b], 5s) / +max(1, 2, 3)", "(sma([a/b], 5s) / max(1, 2, 3))"),
        ("-3", "-3"),
        ("2 * pi", "(2 * 3.14159)"),
    ],
)
def test_operators_bind_as_usual(text: str, meaning: str) -> None:
    assert bracketed(parse(text)) == meaning


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("", 0, "There is no formula yet"),
        ("1 +", 3, "The formula ends here, where a number, a series or a function is expected"),
        ("1 + * 2", 4, "* stands where a number, a series or a function is expected"),
        ("1 2", 2, "2 stands where an operator such as + or * is expected"),
        ("(1 + 2", 0, "This bracket is not closed"),
        ("sma([x] 60s)", 8, "60s stands where a comma or ) is expected"),
        ("1)", 1, ") stands where an operator such as + or * is expected"),
        ("1 < 2 < 3", 6, "Join two of them with and"),
        ("price * 2", 0, "A series stands in brackets: [price]"),
        ("1 and", 5, "The formula ends here"),
        ("(" * 40 + "1", DEEPEST, "nested too deeply"),
        ("1" + " + 1" * (MOST_CALLS + 1), 402, "at most 100 operators"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text: str, start: int, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.extent.start == start


@pytest.mark.parametrize("text", ["", "1 +", "sma([x]", "sma([x", "(1 + 2"])
def test_what_may_be_the_beginning_of_a_formula_is_not_finished(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.unfinished


@pytest.mark.parametrize("text", ["1 2", "1 < 2 < 3", "[a[b]", "sma([x] 2)"])
def test_what_cannot_become_one_is_wrong(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert not caught.value.unfinished


def test_trees_that_say_the_same_are_equal_wherever_they_stand() -> None:
    tree = parse("sma([x], 5) + sma( [x] , 5 )")
    assert isinstance(tree, Call)
    one, other = tree.arguments
    assert one == other
    assert hash(one) == hash(other)


def extent_of(text: str) -> Extent:
    """Of the formula, or of what is wrong with it."""
    try:
        return parse(text).extent
    except FormulaError as error:
        return error.extent


PIECES = st.sampled_from(["1", "5s", "[a/b]", "sma", "(", ")", ",", "+", "-", "*", "^", "<", "and", "not", " "])


@given(st.lists(PIECES, max_size=24))
def test_any_text_is_understood_or_refused_with_a_place(pieces: list[str]) -> None:
    text = " ".join(pieces)
    extent = extent_of(text)
    assert 0 <= extent.start <= extent.end <= len(text)


NUMBERS = st.integers(0, 9).map(str)
EXPRESSIONS = st.recursive(
    NUMBERS,
    lambda inner: st.builds(lambda a, sign, b: f"({a} {sign} {b})", inner, st.sampled_from("+-*/^<"), inner),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_a_formula_with_all_brackets_is_read_as_written(text: str) -> None:
    assert bracketed(parse(text)) == text
