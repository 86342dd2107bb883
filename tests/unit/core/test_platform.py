"""Which pairs of Python and Qt are refused."""

import pytest

from monitor.core.errors import PlatformError
from monitor.core.platform import check_platform, check_this_platform, version_tuple


@pytest.mark.parametrize("python", [(3, 10, 1), (3, 11, 7)])
def test_the_pair_that_ends_the_process_is_refused_with_a_way_out(python: tuple[int, ...]) -> None:
    with pytest.raises(PlatformError) as caught:
        check_platform(python=python, pyside=(6, 12, 0), free_threaded=False)
    assert "pip install" in caught.value.advice


@pytest.mark.parametrize(
    ("python", "pyside"),
    [((3, 12, 1), (6, 12, 0)), ((3, 11, 7), (6, 11, 3)), ((3, 11, 7), (6, 12, 1)), ((3, 11, 7), None)],
)
def test_other_pairs_are_let_through(python: tuple[int, ...], pyside: tuple[int, ...] | None) -> None:
    check_platform(python=python, pyside=pyside, free_threaded=False)


def test_a_free_threaded_build_is_refused() -> None:
    with pytest.raises(PlatformError, match="free-threaded"):
        check_platform(python=(3, 13, 0), pyside=(6, 12, 0), free_threaded=True)


def test_the_pair_the_tests_run_on_is_a_good_one() -> None:
    check_this_platform()


@pytest.mark.parametrize(
    ("text", "numbers"), [("6.11.3", (6, 11, 3)), ("6.12rc1", (6, 12)), ("6.12.0.post1", (6, 12, 0)), ("", ())]
)
def test_a_version_is_read_as_far_as_it_is_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version_tuple(text) == numbers
