"""Formulas: a small language of series, its parser, and its evaluation over columns of numbers.

The language
    Numbers `2`, `0.5`, `1e-3`, `pi`; durations `10ms`, `5s`, `1min`, `2h`, `1d`, which count as seconds in arithmetic.
    Series in brackets: `[feed/stream/key/column]`, or as few of the names as tell one apart; see `names`.
    `+ - * / ^`, `< <= > >= == !=` and `and or not` (1 or 0), with the usual precedence; see `parser`.
    Functions, see `functions`: `sma([BTCUSDT/price], 60s)`, `zscore([spread], 5min)`, `where(a > b, a, b)`.

What a formula yields
    A value at each sample of its series; of several, at the union of their times, each holding its last value until
    its next, for five minutes or ten usual intervals at most (`hold(x, 1d)` says otherwise), and nothing before all
    of them have had one. Columns of one key are matched row by row instead, see `align`.
    Where a row has no number in a column there is no sample of it. What is not defined, such as 1 / 0, is nothing,
    makes nothing of all that is made of it, and is passed over by windows.
    Rows that come later than newer ones of the same key are left out and counted. A clock that was set back by more
    than a minute begins everything anew. No function looks ahead.

Evaluation
    `bind` finds the series a text names and `compile_tree` makes a `Program` of it, which is pushed new rows and keeps
    no more of the past than its windows need. However the rows are cut into pushes, the result is the same.
"""
