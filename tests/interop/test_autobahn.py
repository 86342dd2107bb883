"""The Autobahn Testsuite without its slow cases; `make conformance` runs them all."""

from pathlib import Path

import pytest

from tests.conformance.extents import EXTENTS, QUICK
from tests.conformance.feedscope import echo
from tests.conformance.run import run
from tests.conformance.suite import SuiteError, find_python, install


@pytest.fixture(scope="module")
def python() -> Path:
    """The Python 2.7 that has the suite."""
    found = find_python()
    if found is None:
        pytest.skip("the Autobahn Testsuite needs a Python 2.7 with pip")
    try:
        install(found)
    except SuiteError as error:
        pytest.skip(str(error))
    return found


@pytest.mark.timeout(400)  # The first run installs the suite.
def test_every_case_is_passed_strictly_and_closed_with_the_right_code(python: Path) -> None:
    verdicts = run(python, "tests", echo, without=EXTENTS[QUICK])
    assert [verdict for verdict in verdicts if not verdict.good] == []
    assert len(verdicts) == 247
