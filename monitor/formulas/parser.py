"""From text to tree: a parser that goes by how strongly operators bind (Pratt, "Top down operator precedence").

From weak to strong: `or`; `and`; `not`; `<` `<=` `>` `>=` `==` `!=`; `+` `-`; `*` `/`; a sign before a value; `^`,
which groups to the right. Comparisons do not chain.
"""

from dataclasses import replace

from monitor.formulas.problem import Extent, FormulaError
from monitor.formulas.token import Kind, Token
from monitor.formulas.tokens import tokens_of
from monitor.formulas.tree import Call, Named, Node, Number

__all__ = ["DEEPEST", "MOST_CALLS", "parse"]

DEEPEST = 32
"""Levels of brackets, calls and signs within each other."""

MOST_CALLS = 100
"""Functions and operators in one formula: a long sum is a deep tree too."""

_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_BINDS = {"or": 10, "and": 20, **dict.fromkeys(_COMPARISONS, 40), "+": 50, "-": 50, "*": 60, "/": 60, "^": 80}
_NOT = 30
_COMPARED = 40
_SIGNED = 70
_TO_THE_RIGHT = frozenset({"^"})
_CONSTANTS = {"pi": 3.141592653589793}


def parse(text: str) -> Node:
    """The tree of a formula. Raises FormulaError, which says where and what was expected."""
    return _Parser(tokens_of(text)).formula()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._calls = 0

    def _next(self) -> Token:
        return self._tokens[self._at]

    def formula(self) -> Node:
        if self._next().kind is Kind.END:
            advice = "Write one, such as [price] - sma([price], 60s)."
            raise FormulaError("There is no formula yet", extent=self._next().extent, advice=advice, unfinished=True)
        tree = self._expression(0)
        if self._next().kind is not Kind.END:
            raise self._unexpected("an operator such as + or *")
        return tree

    def _take(self) -> Token:
        token = self._next()
        self._at += 1
        return token

    def _expression(self, weakest: int) -> Node:
        """A value, and all operators behind it that bind more strongly than `weakest`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(
                "This is nested too deeply", extent=self._next().extent, advice="Make a formula of a part of it."
            )
        left = self._value()
        while True:
            sign = self._next()
            binds = _BINDS.get(sign.text, 0) if sign.kind in (Kind.SIGN, Kind.WORD) else 0
            if binds <= weakest:
                break
            self._take()
            right = self._expression(binds - 1 if sign.text in _TO_THE_RIGHT else binds)
            left = self._made(sign.text, (left, right), left.extent.to(right.extent), sign.extent)
            if binds == _COMPARED:
                self._refuse_chain()
        self._depth -= 1
        return left

    def _refuse_chain(self) -> None:
        if self._next().kind is Kind.SIGN and self._next().text in _COMPARISONS:
            raise FormulaError(
                "Comparisons cannot follow each other", extent=self._next().extent, advice="Join two of them with and."
            )

    def _value(self) -> Node:
        token = self._take()
        match token.kind, token.text:
            case ((Kind.NUMBER | Kind.DURATION), _):
                return Number(token.value, token.kind is Kind.DURATION, token.extent)
            case Kind.SERIES, _:
                return Named(token.parts, token.extent)
            case Kind.SIGN, "(":
                return self._bracketed(token)
            case Kind.SIGN, "-" | "+":
                return self._signed(token, _SIGNED)
            case Kind.WORD, "not":
                return self._signed(token, _NOT)
            case Kind.WORD, name if name not in ("and", "or"):
                return self._word(token)
        self._at -= 1
        raise self._unexpected("a number, a series or a function")

    def _signed(self, sign: Token, binds: int) -> Node:
        value = self._expression(binds)
        if sign.text == "+":
            return value
        if sign.text == "-" and isinstance(value, Number) and not value.duration:
            return Number(-value.value, extent=sign.extent.to(value.extent))
        name = "-x" if sign.text == "-" else "not"
        return self._made(name, (value,), sign.extent.to(value.extent), sign.extent)

    def _bracketed(self, opening: Token) -> Node:
        inner = self._expression(0)
        closing = self._expect_closing(opening)
        return replace(inner, extent=opening.extent.to(closing.extent))

    def _word(self, word: Token) -> Node:
        if self._next().kind is Kind.SIGN and self._next().text == "(":
            return self._call(word)
        if word.text in _CONSTANTS:
            return Number(_CONSTANTS[word.text], extent=word.extent)
        advice = f"A series stands in brackets: [{word.text}]; a function is followed by its arguments: {word.text}(…)."
        raise FormulaError(f"{word.text} is neither a number nor a series", extent=word.extent, advice=advice)

    def _call(self, word: Token) -> Node:
        opening = self._take()
        arguments: list[Node] = []
        if not (self._next().kind is Kind.SIGN and self._next().text == ")"):
            arguments.append(self._expression(0))
            while self._next().kind is Kind.SIGN and self._next().text == ",":
                self._take()
                arguments.append(self._expression(0))
        closing = self._expect_closing(opening, or_comma=True)
        return self._made(word.text, tuple(arguments), word.extent.to(closing.extent), word.extent)

    def _made(self, name: str, arguments: tuple[Node, ...], extent: Extent, head: Extent) -> Call:
        self._calls += 1
        if self._calls > MOST_CALLS:
            what = f"A formula has at most {MOST_CALLS} operators and functions"
            raise FormulaError(what, extent=head, advice="Make a formula of a part of it.")
        return Call(name, arguments, extent, head)

    def _expect_closing(self, opening: Token, *, or_comma: bool = False) -> Token:
        if self._next().kind is Kind.SIGN and self._next().text == ")":
            return self._take()
        if self._next().kind is Kind.END:
            raise FormulaError(
                "This bracket is not closed", extent=opening.extent, advice="Close it with ).", unfinished=True
            )
        raise self._unexpected("a comma or )" if or_comma else "an operator or )")

    def _unexpected(self, wanted: str) -> FormulaError:
        token = self._next()
        if token.kind is Kind.END:
            what = f"The formula ends here, where {wanted} is expected"
            return FormulaError(what, extent=token.extent, unfinished=True)
        return FormulaError(f"{token.text} stands where {wanted} is expected", extent=_seen(token.extent))


def _seen(extent: Extent) -> Extent:
    return extent if extent.end > extent.start else Extent(extent.start, extent.start + 1)
