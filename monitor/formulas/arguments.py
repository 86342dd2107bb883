"""What a function is given, held against what it takes."""

from dataclasses import dataclass

from monitor.formulas.function import Function, Length, Parameter, Takes
from monitor.formulas.problem import FormulaError
from monitor.formulas.tree import Call, Node

__all__ = ["MOST_ARGUMENTS", "Constant", "check_count", "constant_of", "of_type"]

MOST_ARGUMENTS = 16
_MOST_SAMPLES = 250_000


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that is known before anything runs; `duration` when it was written as one, in seconds then."""

    value: float
    duration: bool


def check_count(function: Function, call: Call) -> tuple[Parameter, ...]:
    """The parameters, one for each argument and for each that has a default. Raises FormulaError."""
    parameters = function.parameters
    given = len(call.arguments)
    if function.more and given > len(parameters):
        parameters += (parameters[-1],) * (min(given, MOST_ARGUMENTS) - len(parameters))
    needed = sum(parameter.default is None for parameter in parameters)
    if needed <= given <= len(parameters):
        return parameters
    what = "too little" if given < needed else "too much"
    advice = f"It is written {function.usage}."
    raise FormulaError(f"{function.name} is given {what}", extent=call.extent, advice=advice)


def constant_of(constant: Constant | None, parameter: Parameter, function: Function, argument: Node) -> Constant:
    """The constant itself, where the parameter takes one. None stands for a series. Raises FormulaError."""
    if constant is not None and parameter.takes is not Takes.SERIES:
        return constant
    got = "changes with time" if constant is None else "is a number"
    advice = f"It takes {parameter.takes.value} there: {function.usage}."
    raise FormulaError(f"The {parameter.name} of {function.name} {got}", extent=argument.extent, advice=advice)


def of_type(constant: Constant, parameter: Parameter, function: Function, argument: Node) -> object:
    """The constant as the function wants it. Raises FormulaError."""
    value, duration, takes = constant.value, constant.duration, parameter.takes
    if takes is Takes.SPAN and not duration:
        raise _wrong(parameter, function, argument, f"has no unit; write {value:g}s or {value:g}min")
    if takes in (Takes.NUMBER, Takes.COUNT) and duration:
        raise _wrong(parameter, function, argument, f"is a duration, but is {takes.value}")
    if (takes is Takes.COUNT or (takes is Takes.LENGTH and not duration)) and (value < 1 or value != int(value)):
        raise _wrong(parameter, function, argument, "is a number of samples, and so a whole number of 1 or more")
    least, most = parameter.least, parameter.most
    if takes is Takes.LENGTH and not duration:
        least, most = 1, _MOST_SAMPLES
    if not least <= value <= most:
        unit = " s" if duration else ""
        raise _wrong(parameter, function, argument, f"lies between {least:g}{unit} and {most:g}{unit}")
    match takes:
        case Takes.LENGTH:
            return Length(value, duration)
        case Takes.COUNT:
            return int(value)
    return value


def _wrong(parameter: Parameter, function: Function, argument: Node, says: str) -> FormulaError:
    advice = f"It is written {function.usage}."
    return FormulaError(f"The {parameter.name} of {function.name} {says}", extent=argument.extent, advice=advice)
