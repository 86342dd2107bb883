"""From tree to program: finds the series, checks what each function is given, and joins equal parts into one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from monitor.core.batch import SeriesKey
from monitor.formulas.align import Align, Together
from monitor.formulas.arguments import Constant, check_count, constant_of, of_type
from monitor.formulas.elementwise import Elementwise
from monitor.formulas.function import Function, Held, Pointwise, Sampled, Stepping
from monitor.formulas.functions import FUNCTIONS, OPERATORS
from monitor.formulas.names import KnownStream, resolve
from monitor.formulas.parser import parse
from monitor.formulas.problem import Extent, FormulaError
from monitor.formulas.program import Link, Program, Source
from monitor.formulas.rows import Node as Running
from monitor.formulas.stepwise import Stepwise
from monitor.formulas.tree import Bound, Call, Named, Node, Number, nodes_of

__all__ = ["MOST_SOURCES", "bind", "compile_tree", "series_of"]

MOST_SOURCES = 16
"""Keys of streams in one formula."""


def bind(text: str, known: Iterable[KnownStream]) -> Node:
    """The tree of a formula with every series known for certain. Raises FormulaError."""
    streams = list(known)

    def bound(node: Node) -> Node:
        match node:
            case Named():
                return Bound(resolve(node.parts, streams, extent=node.extent), node.extent)
            case Call():
                return replace(node, arguments=tuple(map(bound, node.arguments)))
        return node

    return bound(parse(text))


def series_of(tree: Node) -> tuple[SeriesKey, ...]:
    """The series a bound tree names, each once, in the order they are written."""
    return tuple(dict.fromkeys(node.series for node in nodes_of(tree) if isinstance(node, Bound)))


def compile_tree(tree: Node) -> Program:
    """A program that begins at the beginning. The tree is a bound one. Raises FormulaError."""
    sources = _sources(series_of(tree))
    if len(sources) > MOST_SOURCES:
        advice = "Make a formula of a part of it."
        raise FormulaError(f"A formula has series of at most {MOST_SOURCES} keys", extent=tree.extent, advice=advice)
    return _Compiler(sources).program(tree)


def _sources(series: Sequence[SeriesKey]) -> tuple[Source, ...]:
    columns: dict[tuple[str, str, str], list[str]] = {}
    for one in series:
        columns.setdefault((one.feed, one.stream, one.key), []).append(one.column)
    return tuple(Source(*at, tuple(names)) for at, names in columns.items())


@dataclass(frozen=True, slots=True)
class _Flow:
    """Samples that come from the node at `place`.

    origin: the source on whose rows they are, None when they are on no single one's. hold: as of `hold`.
    """

    place: int
    origin: int | None
    hold: float | None = None


class _Compiler:
    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources
        self._links: list[Link] = []
        self._made: dict[Node, _Flow | Constant] = {}
        self._columns: dict[SeriesKey, _Flow] = {}
        for origin, source in enumerate(sources):
            for column in range(len(source.columns)):
                self._columns[source.series(column)] = _Flow(len(self._columns), origin)

    def program(self, tree: Node) -> Program:
        result = self._worth(tree)
        if isinstance(result, Constant):
            advice = "Name one in brackets, such as [price]."
            raise FormulaError("There is no series in this formula", extent=tree.extent, advice=advice)
        return Program(self._sources, self._links, result=result.place)

    def _worth(self, node: Node) -> _Flow | Constant:
        known = self._made.get(node)
        if known is None:
            known = self._made[node] = self._made_of(node)
        return known

    def _made_of(self, node: Node) -> _Flow | Constant:
        match node:
            case Number():
                return Constant(node.value, node.duration)
            case Bound():
                return self._columns[node.series]
            case Call():
                return self._call(node)
        raise FormulaError("This series is not known", extent=node.extent)

    def _call(self, call: Call) -> _Flow | Constant:
        function = _function(call)
        parameters = check_count(function, call)
        flows: list[_Flow] = []
        settings: list[object] = []
        operands: list[float | None] = []
        for place, parameter in enumerate(parameters):
            if place < len(call.arguments):
                argument = call.arguments[place]
                worth = self._worth(argument)
            else:
                argument, worth = call, Constant(parameter.default or 0.0, False)
            if isinstance(worth, _Flow) and parameter.takes.flows:
                flows.append(worth)
                operands.append(None)
            else:
                constant = constant_of(worth if isinstance(worth, Constant) else None, parameter, function, argument)
                operands.append(constant.value)
                if not parameter.takes.flows:
                    settings.append(of_type(constant, parameter, function, argument))
        return self._built(function, call.extent, flows, settings, operands)

    def _built(
        self,
        function: Function,
        extent: Extent,
        flows: list[_Flow],
        settings: list[object],
        operands: list[float | None],
    ) -> _Flow | Constant:
        making = function.making
        if not flows:
            return _folded(making, operands, extent)
        origins = {flow.origin for flow in flows}
        origin = flows[0].origin if len(origins) == 1 else None
        hold = flows[0].hold if len(flows) == 1 else None
        match making:
            case Held():
                return replace(flows[0], hold=operands[1])
            case Sampled():
                return self._link(making.make(*settings, flows[0].hold), flows, None, None)
            case Stepping():
                together = Together(len(flows), ticked=origin is not None) if len(flows) > 1 else None
                return self._link(Stepwise(making.make(*settings), together=together), flows, origin, hold)
            case Pointwise():
                same = len({flow.place for flow in flows}) == 1
                align = None if same else Align([flow.hold for flow in flows], ticked=origin is not None)
                return self._link(Elementwise(making.operation, operands, align=align), flows, origin, hold)

    def _link(self, node: Running, flows: list[_Flow], origin: int | None, hold: float | None) -> _Flow:
        self._links.append(Link(node, tuple(flow.place for flow in flows)))
        return _Flow(len(self._columns) + len(self._links) - 1, origin, hold)


def _function(call: Call) -> Function:
    function = OPERATORS.get(call.name) or FUNCTIONS.get(call.name)
    if function is not None:
        return function
    close = get_close_matches(call.name.lower(), FUNCTIONS, n=1)
    advice = f"Did you mean {FUNCTIONS[close[0]].usage}?" if close else ""
    raise FormulaError(f"There is no function {call.name}", extent=call.head, advice=advice)


def _folded(making: object, operands: list[float | None], extent: Extent) -> Constant:
    """A number made of numbers."""
    value = np.nan
    if isinstance(making, Pointwise):
        with np.errstate(all="ignore"):
            value = float(making.operation(*(np.float64(operand or 0.0) for operand in operands)))
    if not np.isfinite(value):
        raise FormulaError("This is no number", extent=extent)
    return Constant(value, False)
