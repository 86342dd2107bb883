"""`python -m tests.interop`: the interop tests, and the table of servers they ran against and skipped."""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.interop.rows import ROWS, Row

_HERE = Path(__file__).parent


class Results:
    """A plugin that remembers how each test has come out."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.reasons: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Of a test's three phases the first that did not pass counts."""
        if self.outcomes.get(report.nodeid, "passed") == "passed":
            self.outcomes[report.nodeid] = report.outcome
        if report.skipped and isinstance(report.longrepr, tuple):
            self.reasons[report.nodeid] = str(report.longrepr[2]).removeprefix("Skipped: ")

    def of(self, row: Row, version: str | None) -> tuple[str, bool]:
        """What became of a server's tests, and whether that is well."""
        tests = [test for test in self.outcomes if row.holds(test)]
        counts = Counter(self.outcomes[test] for test in tests)
        if counts["failed"]:
            return f"{counts['failed']} of {len(tests)} FAILED", False
        if counts["passed"]:
            return f"{counts['passed']} passed" + (f", {counts['skipped']} skipped" if counts["skipped"] else ""), True
        if version is not None:
            return "NOT RUN, though it could", False
        return f"skipped: {next((self.reasons[test] for test in tests if test in self.reasons), 'not here')}", True


def _print_table(results: Results) -> bool:
    """Whether every row that could run did, and passed."""
    lines = [("family", "server", "version", "result")]
    well = True
    for row in ROWS:
        version = row.version()
        told, fine = results.of(row, version)
        well = well and fine
        lines.append((row.family, f"{row.server} (ours)" if row.ours else row.server, version or "-", told))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        sys.stdout.write(
            " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() + "\n"
        )
    return well


def main() -> int:
    """Arguments go to pytest; with a choice among the tests, rows that it leaves out count as not run."""
    os.environ.setdefault("INTEROP_SECONDS", "10")
    results = Results()
    code = pytest.main([str(_HERE), "-q", *sys.argv[1:]], plugins=[results])
    sys.stdout.write("\n")
    well = _print_table(results)
    return int(code) or int(not well)


if __name__ == "__main__":
    sys.exit(main())
