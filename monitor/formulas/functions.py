"""Every function and operator of the language.

Windows: over a duration they take the samples of that span, the newest included; over a number of samples they yield
nothing before there are so many. No function looks ahead.
"""

import functools
from collections.abc import Callable

import numpy as np

from monitor.core.batch import Floats
from monitor.formulas.calculus import Integral, Lag, LagSpan, RunningTotal, Slope
from monitor.formulas.elementwise import Operation, absolute, choice, clipped, compared, inverse, rounded
from monitor.formulas.function import (
    Function,
    Group,
    Held,
    Length,
    Parameter,
    Pointwise,
    Sampled,
    Stepping,
    Takes,
)
from monitor.formulas.kernels import Counted, Deviation, Extreme, Kernel, Mean, Score, Total, Wave, Weighted
from monitor.formulas.sampling import Resample
from monitor.formulas.smoothing import Exponential, ExponentialSpan, Strength, Weights
from monitor.formulas.stepwise import Step
from monitor.formulas.windows import MOST_SAMPLES, CountWindow, SpanWindow

__all__ = ["FUNCTIONS", "OPERATORS"]

_SHORTEST, _LONGEST = 0.001, 31 * 86_400.0
_X = Parameter("x", Takes.SERIES)
_A, _B = Parameter("a", Takes.VALUE), Parameter("b", Takes.VALUE)
_LENGTH = Parameter("length", Takes.LENGTH, least=_SHORTEST, most=_LONGEST)
_SPAN = Parameter("span", Takes.SPAN, least=_SHORTEST, most=_LONGEST)


def _window(kernel: Callable[[], Kernel]) -> Stepping:
    def make(length: Length) -> Step:
        if length.duration:
            return SpanWindow(kernel(), length.amount)
        return CountWindow(kernel(), int(length.amount))

    return Stepping(make)


def _ema(length: Length) -> Step:
    return ExponentialSpan(length.amount) if length.duration else Exponential(2.0 / (length.amount + 1.0))


def _back(*, change: bool) -> Stepping:
    def make(length: Length) -> Step:
        if length.duration:
            return LagSpan(length.amount, change=change)
        return Lag(int(length.amount), change=change)

    return Stepping(make)


def _least(*values: Floats) -> Floats:
    return functools.reduce(np.minimum, values)


def _greatest(*values: Floats) -> Floats:
    return functools.reduce(np.maximum, values)


def _wave(frequency: float, size: int) -> Step:
    return CountWindow(Wave(frequency), size)


_AVERAGES = (
    Function("sma", "sma(x, 60s)", "Mean of a window", Group.AVERAGES, (_X, _LENGTH), _window(Mean)),
    Function(
        "ema",
        "ema(x, 20)",
        "Exponential average: 20 samples mean a share of 2/21 for the newest, 60s that it forgets by 1/e in a minute",
        Group.AVERAGES,
        (_X, _LENGTH),
        Stepping(_ema),
    ),
    Function(
        "wma",
        "wma(x, 20)",
        "Mean of the last samples with weights that grow evenly towards the newest",
        Group.AVERAGES,
        (_X, Parameter("count", Takes.COUNT, least=1, most=2_000)),
        Stepping(Weights),
    ),
    Function(
        "vwap",
        "vwap(price, size, 5min)",
        "Mean price by volume in a window, from the rows that have both",
        Group.AVERAGES,
        (Parameter("price", Takes.SERIES), Parameter("size", Takes.SERIES), _LENGTH),
        _window(Weighted),
    ),
)

_WINDOWS = (
    Function(
        "highest",
        "highest(x, 1h)",
        "Highest value of a window",
        Group.WINDOWS,
        (_X, _LENGTH),
        _window(lambda: Extreme(highest=True)),
    ),
    Function(
        "lowest",
        "lowest(x, 1h)",
        "Lowest value of a window",
        Group.WINDOWS,
        (_X, _LENGTH),
        _window(lambda: Extreme(highest=False)),
    ),
    Function("sum", "sum(x, 60s)", "Sum of a window", Group.WINDOWS, (_X, _LENGTH), _window(Total)),
    Function("std", "std(x, 60s)", "Standard deviation of a window", Group.WINDOWS, (_X, _LENGTH), _window(Deviation)),
    Function(
        "zscore",
        "zscore(x, 60s)",
        "How many standard deviations the newest value is off the mean of a window",
        Group.WINDOWS,
        (_X, _LENGTH),
        _window(Score),
    ),
    Function(
        "count",
        "count(x, 60s)",
        "How many samples came in a span",
        Group.WINDOWS,
        (_X, _SPAN),
        Stepping(lambda span: SpanWindow(Counted(), span)),
    ),
    Function(
        "rate",
        "rate(x, 10s)",
        "How many samples a second came in a span",
        Group.WINDOWS,
        (_X, _SPAN),
        Stepping(lambda span: SpanWindow(Counted(span), span)),
    ),
    Function(
        "fft_magnitude",
        "fft_magnitude(x, 50, 1024)",
        "Amplitude of the sine of so many Hz in the last so many samples",
        Group.WINDOWS,
        (
            _X,
            Parameter("frequency", Takes.NUMBER, least=0.0, most=1e9),
            Parameter("size", Takes.COUNT, least=2, most=MOST_SAMPLES),
        ),
        Stepping(_wave),
    ),
)

_CHANGE = (
    Function("derivative", "derivative(x)", "Change a second", Group.CHANGE, (_X,), Stepping(Slope)),
    Function("integral", "integral(x)", "Value times seconds, summed up", Group.CHANGE, (_X,), Stepping(Integral)),
    Function("cumsum", "cumsum(x)", "Sum of all samples so far", Group.CHANGE, (_X,), Stepping(RunningTotal)),
    Function(
        "delta",
        "delta(x, 60s)",
        "Change since a while or so many samples ago; since the last sample when nothing is said",
        Group.CHANGE,
        (_X, Parameter("length", Takes.LENGTH, 1.0, _SHORTEST, _LONGEST)),
        _back(change=True),
    ),
    Function(
        "rsi",
        "rsi(x, 14)",
        "Relative strength index: 0 when all went down, 100 when all went up",
        Group.CHANGE,
        (_X, Parameter("count", Takes.COUNT, 14.0, least=2, most=10_000)),
        Stepping(Strength),
    ),
    Function("spread", "spread(a, b)", "a - b", Group.CHANGE, (_A, _B), Pointwise(np.subtract)),
    Function("ratio", "ratio(a, b)", "a / b", Group.CHANGE, (_A, _B), Pointwise(np.divide)),
)

_ARITHMETIC = (
    Function("min", "min(a, b)", "The least", Group.ARITHMETIC, (_A, _B), Pointwise(_least), more=True),
    Function("max", "max(a, b)", "The greatest", Group.ARITHMETIC, (_A, _B), Pointwise(_greatest), more=True),
    Function("abs", "abs(x)", "Without its sign", Group.ARITHMETIC, (_A,), Pointwise(absolute)),
    Function("sqrt", "sqrt(x)", "Square root", Group.ARITHMETIC, (_A,), Pointwise(np.sqrt)),
    Function("exp", "exp(x)", "e to the power of x", Group.ARITHMETIC, (_A,), Pointwise(np.exp)),
    Function("log", "log(x)", "Natural logarithm", Group.ARITHMETIC, (_A,), Pointwise(np.log)),
    Function("log10", "log10(x)", "Logarithm to base 10", Group.ARITHMETIC, (_A,), Pointwise(np.log10)),
    Function(
        "round",
        "round(x, 2)",
        "To so many decimals",
        Group.ARITHMETIC,
        (_A, Parameter("digits", Takes.VALUE, 0.0)),
        Pointwise(rounded),
    ),
    Function(
        "clip",
        "clip(x, 0, 100)",
        "x, but not below the first bound or above the second",
        Group.ARITHMETIC,
        (_A, Parameter("low", Takes.VALUE), Parameter("high", Takes.VALUE)),
        Pointwise(clipped),
    ),
    Function(
        "where",
        "where(a > b, a, b)",
        "The second where the first holds, else the third",
        Group.ARITHMETIC,
        (Parameter("condition", Takes.VALUE), _A, _B),
        Pointwise(choice),
    ),
)

_TIME = (
    Function(
        "lag",
        "lag(x, 60s)",
        "The value a while ago, or so many samples ago",
        Group.TIME,
        (_X, _LENGTH),
        _back(change=False),
    ),
    Function(
        "resample",
        "resample(x, 1s)",
        "The value in force at every full second, or whatever span is given",
        Group.TIME,
        (_X, _SPAN),
        Sampled(lambda span, hold: Resample(span, hold=hold)),
    ),
    Function(
        "hold",
        "hold(x, 1d)",
        "Lets a value that seldom comes hold for so long, instead of five minutes or ten usual intervals",
        Group.TIME,
        (_X, _SPAN),
        Held(),
    ),
)

FUNCTIONS = {one.name: one for one in (*_AVERAGES, *_WINDOWS, *_CHANGE, *_ARITHMETIC, *_TIME)}
"""By name, in the order in which they are listed."""


def _operator(sign: str, operation: Operation, *parameters: Parameter) -> Function:
    return Function(sign, f"a {sign} b", "", Group.ARITHMETIC, parameters, Pointwise(operation))


OPERATORS = {
    one.name: one
    for one in (
        _operator("+", np.add, _A, _B),
        _operator("-", np.subtract, _A, _B),
        _operator("*", np.multiply, _A, _B),
        _operator("/", np.divide, _A, _B),
        _operator("^", np.power, _A, _B),
        _operator("<", compared(np.less), _A, _B),
        _operator("<=", compared(np.less_equal), _A, _B),
        _operator(">", compared(np.greater), _A, _B),
        _operator(">=", compared(np.greater_equal), _A, _B),
        _operator("==", compared(np.equal), _A, _B),
        _operator("!=", compared(np.not_equal), _A, _B),
        _operator("and", compared(np.logical_and), _A, _B),
        _operator("or", compared(np.logical_or), _A, _B),
        _operator("not", inverse, _A),
        _operator("-x", np.negative, _A),
    )
}
"""By sign; `-x` is the one before a value."""
