"""Whether this Python and this Qt can run the program together, asked before Qt is loaded."""

import sys
import sysconfig
from importlib import metadata

from monitor.core.errors import PlatformError

__all__ = ["check_platform", "check_this_platform", "version_tuple"]

_IMMORTAL_NONE = (3, 12)
"""From here on CPython does not count references to None, True and False."""

_LOSES_REFERENCES = (6, 12, 0)
"""The PySide6 that gives away references it does not own; the process ends within a second of live plotting."""


def check_platform(*, python: tuple[int, ...], pyside: tuple[int, ...] | None, free_threaded: bool) -> None:
    """Raise PlatformError for a pair that is known not to work. `pyside` is None where its version is not known."""
    spoken = ".".join(str(part) for part in python[:2])
    if free_threaded:
        raise PlatformError(
            f"Qt for Python cannot be loaded by this free-threaded build of Python {spoken}",
            advice="Install Feedscope with a Python that has the global interpreter lock.",
        )
    if pyside is not None and pyside[:3] == _LOSES_REFERENCES and python[:2] < _IMMORTAL_NONE:
        raise PlatformError(
            f"PySide6 6.12.0 ends the process within seconds under Python {spoken}",
            advice='Use Python 3.12 or newer, or run: pip install "PySide6-Essentials<6.12"',
        )


def check_this_platform() -> None:
    """Check the interpreter that runs and the PySide6 installed beside it. Raises PlatformError."""
    check_platform(
        python=tuple(sys.version_info[:3]),
        pyside=_installed("PySide6-Essentials"),
        free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    )


def version_tuple(text: str) -> tuple[int, ...]:
    """The leading numbers of a version: (6, 11, 3) for "6.11.3", (6, 12) for "6.12rc1"."""
    numbers: list[int] = []
    for part in text.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if digits:
            numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)


def _installed(package: str) -> tuple[int, ...] | None:
    try:
        return version_tuple(metadata.version(package))
    except metadata.PackageNotFoundError:
        # A frozen program carries no metadata; it was built from a pair that works.
        return None
